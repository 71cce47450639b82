"""A disk that fills up: nothing acknowledged is lost, reading goes on, and room is enough again."""

import os
import resource
import secrets
from pathlib import Path

import pytest

from tests.faults.installation import Installation, Server, installation

pytestmark = [
    pytest.mark.faults,
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(os.environ.get("DATABASE_URL")),
        reason="PostgreSQL writes in processes of its own; this fills the disk of SQLite",
    ),
]
MOST = 60
UNLIMITED = resource.RLIM_INFINITY


def limit_files(server: Server, size: int) -> None:
    """Let no process of a server make a file longer than `size` bytes, as if the disk were full."""
    assert server.process is not None
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and os.getpgid(int(entry.name)) == server.process.pid:
            resource.prlimit(int(entry.name), resource.RLIMIT_FSIZE, (size, UNLIMITED))


def longest_file(home: Path) -> int:
    """Return the size of the longest file the database is made of."""
    return max(each.stat().st_size for each in home.glob("*.sqlite3*"))


def record(here: Installation, count: int, acknowledged: list[str]) -> list[int]:
    """Record so many findings, note which were acknowledged, and return every status."""
    statuses = []
    for _ in range(count):
        title = f"rail {secrets.token_hex(6)}"
        status = here.record(here.servers[0], title, secrets.token_urlsafe(16))
        statuses.append(status)
        if status == 201:
            acknowledged.append(title)
    return statuses


def test_a_full_disk_refuses_what_it_cannot_keep_and_goes_on_when_there_is_room(tmp_path):
    acknowledged: list[str] = []
    with installation(tmp_path) as here:
        server = here.servers[0]
        server.start()
        server.wait()
        assert record(here, 3, acknowledged) == [201] * 3
        limit_files(server, longest_file(tmp_path))
        full = record(here, MOST, acknowledged)
        reading = server.ask("/api/v1/findings?limit=1")
        limit_files(server, UNLIMITED)
        again = record(here, 3, acknowledged)
        kept = here.ledger()
    assert [each for each in full if each != 201] != [], "the disk must have been full"
    assert set(full) <= {201, 503, 507}
    assert (reading, again) == (200, [201] * 3)
    assert kept["sound"] == "ok"
    assert sorted(kept["titles"]) == sorted(acknowledged)
    assert kept["history"] == kept["evidence"] == [1] * len(acknowledged)
