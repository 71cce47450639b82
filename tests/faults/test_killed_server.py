"""A server killed at random loses nothing it acknowledged, and does nothing twice."""

import os
import random
import secrets
import threading
import time
from collections import Counter
from http.client import HTTPException

import pytest

from tests.faults.installation import Installation, installation

pytestmark = [pytest.mark.faults, pytest.mark.slow]
KILLS = int(os.environ.get("DUTYLINE_TEST_KILLS", "50"))
CLIENTS = 8
PATIENCE = 90.0


class Client(threading.Thread):
    """Records one finding after the other, each until it is acknowledged."""

    def __init__(self, here: Installation, number: int, stop: threading.Event) -> None:
        super().__init__(name=f"client {number}", daemon=True)
        self.here, self.number, self.stop = here, number, stop
        self.acknowledged: list[str] = []
        self.refused: list[int] = []
        self.attempts = 0

    def run(self) -> None:
        count = 0
        while not self.stop.is_set():
            name, key = f"rail {self.number}-{count}", secrets.token_urlsafe(16)
            count += 1
            while not self._record(name, key):
                time.sleep(0.05)

    def _record(self, name: str, key: str) -> bool:
        """Try once; True when there is an answer, whatever it is."""
        self.attempts += 1
        servers = self.here.servers
        server = servers[(self.number + self.attempts) % len(servers)]
        try:
            status = self.here.record(server, name, key)
        except (OSError, HTTPException, ValueError):
            return self.stop.is_set()
        if status == 201:
            self.acknowledged.append(name)
        else:
            self.refused.append(status)
        return True


def wait_for_one_more(clients: list[Client], known: int) -> int:
    """Wait until more is acknowledged than was known, and return how much."""
    deadline = time.monotonic() + PATIENCE
    while (many := sum(len(client.acknowledged) for client in clients)) == known:
        assert time.monotonic() < deadline, "nothing is recorded any more"
        time.sleep(0.01)
    return many


def test_killed_fifty_times_the_server_keeps_every_acknowledged_record_once(tmp_path):
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    moments = random.Random(seed)
    with installation(tmp_path) as here:
        for server in here.servers:
            server.start()
        for server in here.servers:
            server.wait()
        stop = threading.Event()
        clients = [Client(here, number, stop) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        known = 0
        for kill in range(KILLS):
            server = here.servers[kill % len(here.servers)]
            server.wait()
            known = wait_for_one_more(clients, known)
            time.sleep(moments.uniform(0.0, 0.3))
            server.kill()
            server.start()
        for server in here.servers:
            server.wait()
        stop.set()
        for client in clients:
            client.join()
        kept = here.ledger()
    acknowledged = [name for client in clients for name in client.acknowledged]
    times, many = Counter(kept["titles"]), len(kept["titles"])
    assert kept["sound"] == "ok"
    assert [client.refused for client in clients] == [[]] * CLIENTS
    assert len(acknowledged) >= KILLS
    assert sorted(name for name in acknowledged if times[name] != 1) == []
    assert {name: count for name, count in times.items() if count > 1} == {}
    # A record, its history, its evidence and its mail are written together or not at all.
    assert (kept["history"], kept["evidence"], kept["strangers"]) == ([1] * many, [1] * many, 0)
    assert (kept["words"], kept["notifications"], kept["mails"]) == (many, many, many)
    year = kept["numbers"][0][2:6]
    assert kept["numbers"] == [f"F-{year}-{number:04}" for number in range(1, many + 1)]
    assert kept["last"] == [many]
