"""Keep bytes under their hash, on disk before any row speaks of them.

`files/ab/cd/abcd…` holds the bytes, `files/.incoming/` what is being written, and
`files/.quarantine/` what no row speaks of; all in DUTYLINE_HOME.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

CHUNK = 1024 * 1024


def root() -> Path:
    """Return the folder of all files."""
    return Path(settings.HOME) / "files"


def path_of(sha256: str, suffix: str = "") -> Path:
    """Return where the bytes of that hash lie; `suffix` names something made from them."""
    return root() / sha256[:2] / sha256[2:4] / f"{sha256}{suffix}"


def keep(content: bytes) -> str:
    """Write bytes durably under their hash and return it."""
    incoming = _incoming()
    with incoming.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sha256 = hashlib.sha256(content).hexdigest()
    _into_place(incoming, path_of(sha256))
    return sha256


def keep_file(path: Path) -> str:
    """Copy a file durably under its hash and return the hash."""
    incoming = _incoming()
    with path.open("rb") as source, incoming.open("xb") as target:
        shutil.copyfileobj(source, target, CHUNK)
        target.flush()
        os.fsync(target.fileno())
    sha256 = hash_of(incoming)
    _into_place(incoming, path_of(sha256))
    return sha256


def keep_beside(sha256: str, suffix: str, content: bytes) -> Path:
    """Write something made from a file beside it; it can be made again, so it is not synced."""
    incoming, target = _incoming(), path_of(sha256, suffix)
    incoming.write_bytes(content)
    target.parent.mkdir(parents=True, exist_ok=True)
    incoming.replace(target)
    return target


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept_before(moment: float) -> Iterator[Path]:
    """Yield the files written before `moment` (seconds since 1970), and what is made from them."""
    for path in root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        if path.stat().st_mtime < moment:
            yield path


def quarantine(path: Path, before: float) -> bool:
    """Set a file aside unless it was written again after `before`; False when it was."""
    aside = _folder(".quarantine") / path.name
    path.replace(aside)
    if aside.stat().st_mtime < before:
        return True
    aside.replace(path)
    return False


def empty_quarantine(before: float) -> int:
    """Delete what has been set aside since before `before`, and broken uploads; return how many."""
    gone = 0
    for folder in (".quarantine", ".incoming"):
        for path in _folder(folder).iterdir():
            if max(path.stat().st_mtime, path.stat().st_ctime) < before:
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def recover(sha256: str) -> Path | None:
    """Return the file of a hash, brought back from quarantine if need be; None where lost."""
    path, aside = path_of(sha256), _folder(".quarantine") / sha256
    if not path.exists() and aside.exists():
        os.utime(aside, (time.time(), time.time()))
        _into_place(aside, path)
    return path if path.exists() else None


def remove(sha256: str) -> None:
    """Delete the bytes of a hash for good, and what was made from them."""
    aside = _folder(".quarantine") / sha256
    for path in (*path_of(sha256).parent.glob(f"{sha256}*"), aside):
        path.unlink(missing_ok=True)


def _incoming() -> Path:
    return _folder(".incoming") / secrets.token_hex(16)


def _folder(name: str) -> Path:
    folder = root() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _into_place(source: Path, target: Path) -> None:
    made = not target.parent.exists()
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    for folder in (target.parent, *(target.parent.parents[:2] if made else ())):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
