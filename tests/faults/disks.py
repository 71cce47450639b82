"""Disks under a database that can be filled and emptied again."""

import os
import resource
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from tests.faults.installation import Installation, Server, installation

UNLIMITED = resource.RLIM_INFINITY
SIZE = 96 * 2**20
"""Bytes of a disk for PostgreSQL: thrice what an empty installation takes."""


class Disk(Protocol):
    """A disk with all the room a test wants it to have."""

    def fill(self) -> None:
        """Leave no room."""

    def empty(self) -> None:
        """Give the room back."""


class LimitedFiles:
    """The disk of a server on SQLite, which writes in the server's own processes.

    None of them may make a file longer than the longest is when the disk is filled.
    """

    def __init__(self, server: Server, home: Path) -> None:
        self.server, self.home = server, home

    def fill(self) -> None:
        self._limit(max(each.stat().st_size for each in self.home.glob("*.sqlite3*")))

    def empty(self) -> None:
        self._limit(UNLIMITED)

    def _limit(self, size: int) -> None:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == self.server.group:
                resource.prlimit(int(entry.name), resource.RLIMIT_FSIZE, (size, UNLIMITED))


class Ballast:
    """A disk of its own, where a file takes what room is left."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "ballast"

    def fill(self) -> None:
        room = os.statvfs(self.folder)
        with self.file.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize)

    def empty(self) -> None:
        self.file.unlink()


@contextmanager
def on_a_disk_of_its_own(home: Path) -> Iterator[tuple[Installation, Disk]]:
    """Yield an installation and the disk its tables lie on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        with installation(home) as here:
            yield here, LimitedFiles(here.servers[0], home)
        return
    with (
        psycopg.connect(url, autocommit=True) as server,
        mounted(server) as folder,
        tablespace(server, folder) as name,
        installation(home, f"TABLESPACE {name}") as here,
    ):
        yield here, Ballast(folder)


@contextmanager
def mounted(server: psycopg.Connection) -> Iterator[Path]:
    """Yield the folder of a small disk in memory on which a server may write."""
    row = server.execute("SHOW data_directory").fetchone()
    assert row is not None
    if os.geteuid() or not Path(row[0]).exists():
        pytest.skip("only root may mount a small disk for PostgreSQL, on the machine it runs on")
    owner, folder = Path(row[0]).stat(), Path(tempfile.mkdtemp(prefix="dutyline-disk-"))
    options = f"size={SIZE},mode=700,uid={owner.st_uid},gid={owner.st_gid}"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        if done.returncode:
            pytest.skip(f"this machine mounts no disk: {done.stderr.strip()}")
        yield folder
    finally:
        if not done.returncode:
            subprocess.run(["umount", folder], check=True)
        folder.rmdir()


@contextmanager
def tablespace(server: psycopg.Connection, folder: Path) -> Iterator[str]:
    """Yield the name of a tablespace in a folder; its log is written elsewhere."""
    name = f"faults_{secrets.token_hex(4)}"
    server.execute(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
    try:
        yield name
    finally:
        server.execute(f"DROP TABLESPACE {name}")
