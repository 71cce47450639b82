"""Read a backup as a stranger's file: nothing outside, nothing twice, nothing unsaid."""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dutyline.jobs.backup.manifest import (
    LARGEST_MANIFEST,
    MANIFEST,
    BackupRefused,
    Manifest,
    hash_file,
    hash_path,
    read_manifest,
)


def verify(archive: Path) -> Manifest:
    """Check every member against the manifest and return it; raises BackupRefused."""
    with _opened(archive) as (tar, manifest):
        left = dict(manifest.members)
        for member in _members(tar, left):
            file = tar.extractfile(member)
            if file is None or hash_file(file) != left.pop(member.name):
                raise BackupRefused(f"{member.name} is not what the manifest says.")
    _nothing_left(left)
    return manifest


def unpack(archive: Path, folder: Path) -> Manifest:
    """Write every member below `folder`, checked as it arrives, and return the manifest."""
    with _opened(archive) as (tar, manifest):
        left = dict(manifest.members)
        room = shutil.disk_usage(folder).free
        for member in _members(tar, left):
            room -= member.size
            if room < 0:
                raise BackupRefused("There is not enough room on the disk for this backup.")
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            file = tar.extractfile(member)
            if file is None:
                raise BackupRefused(f"{member.name} is not a file.")
            with target.open("xb") as written:
                shutil.copyfileobj(file, written)
            if hash_path(target) != left.pop(member.name):
                raise BackupRefused(f"{member.name} is not what the manifest says.")
    _nothing_left(left)
    return manifest


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    try:
        with tarfile.open(archive, mode="r:") as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST or not first.isreg():
                raise BackupRefused("The file is not a backup of Dutyline.")
            if first.size > LARGEST_MANIFEST:
                raise BackupRefused("The backup's manifest is too large.")
            file = tar.extractfile(first)
            yield tar, read_manifest(file.read() if file else b"")
    except (tarfile.TarError, EOFError) as error:
        raise BackupRefused("The file is not a backup, or was cut off.") from error


def _members(tar: tarfile.TarFile, left: dict[str, str]) -> Iterator[tarfile.TarInfo]:
    """Yield what follows the manifest: plain files, each named by it, each once."""
    while (member := tar.next()) is not None:
        if not member.isreg() or member.issparse() or member.name not in left:
            raise BackupRefused(f"The backup holds something unexpected: {member.name[:100]!r}")
        yield member


def _nothing_left(left: dict[str, str]) -> None:
    if left:
        raise BackupRefused(f"The backup lacks {next(iter(left))}.")
