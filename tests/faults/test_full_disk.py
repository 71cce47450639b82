"""A disk that fills up: nothing acknowledged is lost, reading goes on, and room is enough again."""

import secrets

import pytest

from tests.faults.disks import on_a_disk_of_its_own
from tests.faults.installation import Installation

pytestmark = [pytest.mark.faults, pytest.mark.slow]
MOST = 60


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
    with on_a_disk_of_its_own(tmp_path) as (here, disk):
        server = here.servers[0]
        server.start()
        server.wait()
        assert record(here, 3, acknowledged) == [201] * 3
        disk.fill()
        full = record(here, MOST, acknowledged)
        reading = server.ask("/api/v1/findings?limit=1")
        disk.empty()
        again = record(here, 3, acknowledged)
        kept = here.ledger()
    assert [each for each in full if each != 201] != [], "the disk must have been full"
    assert set(full) <= {201, 503, 507}
    assert (reading, again) == (200, [201] * 3)
    assert kept["sound"] == "ok"
    assert sorted(kept["titles"]) == sorted(acknowledged)
    assert kept["history"] == kept["evidence"] == [1] * len(acknowledged)
