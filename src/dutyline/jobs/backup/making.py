"""Make a backup while people write."""

import io
import os
import tarfile
import tempfile
import time
from datetime import datetime
from pathlib import Path

from django.db import connection

from dutyline import __version__
from dutyline.jobs.backup.databases import copy_out
from dutyline.jobs.backup.manifest import (
    DATABASES,
    FORMAT,
    MANIFEST,
    BackupRefused,
    Manifest,
    applied_migrations,
    hash_path,
)
from dutyline.jobs.backup.reading import verify
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import hash_of, recover


def make(target: Path, at: datetime) -> Manifest:
    """Write a backup to `target`, read it back, and return what it holds.

    The database is copied first: every file a row of the copy speaks of was on disk before the
    row. Raises BackupRefused when a file is missing or damaged, naming it, and leaves no half
    archive behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        database = Path(folder) / DATABASES[connection.vendor]
        migrations = applied_migrations()
        counts = copy_out(database)
        files = _files()
        members = {database.name: hash_path(database)}
        members |= {_member(sha256): sha256 for sha256 in files}
        manifest = Manifest(
            FORMAT, at.isoformat(), __version__, connection.vendor, counts, migrations, members
        )
        archive = Path(folder) / "archive"
        _write(archive, manifest, database, files)
        verify(archive)
        archive.replace(target)
        _sync_folder(target.parent)
    return manifest


def _files() -> dict[str, Path]:
    """Return the path of every file rows speak of, each checked against its hash."""
    found = {}
    hashes = Attachment.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    for sha256 in hashes.iterator():
        path = recover(sha256)
        if path is None:
            raise BackupRefused(f"A file is missing: {sha256}")
        if hash_of(path) != sha256:
            raise BackupRefused(f"A file is damaged: {path}")
        found[sha256] = path
    return found


def _write(archive: Path, manifest: Manifest, database: Path, files: dict[str, Path]) -> None:
    with archive.open("xb") as raw:
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
            content = manifest.as_bytes()
            head = tarfile.TarInfo(MANIFEST)
            head.size, head.mtime = len(content), int(time.time())
            tar.addfile(head, io.BytesIO(content))
            tar.add(database, database.name, filter=_plain)
            for sha256, path in files.items():
                tar.add(path, _member(sha256), filter=_plain)
        raw.flush()
        os.fsync(raw.fileno())


def _member(sha256: str) -> str:
    return f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owned a file on this machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
