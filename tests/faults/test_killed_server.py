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


class Client(threading.Thread):
    """Writes one record after the other, each until it is acknowledged."""

    def __init__(self, here: Installation, number: int, stop: threading.Event) -> None:
        super().__init__(name=f"client {number}")
        self.here, self.number, self.stop = here, number, stop
        self.acknowledged: list[str] = []
        self.refused: list[int] = []
        self.attempts = 0

    def run(self) -> None:
        count = 0
        while not self.stop.is_set():
            name, key = f"place {self.number}-{count}", secrets.token_urlsafe(16)
            count += 1
            while not self._write(name, key):
                time.sleep(0.05)

    def _write(self, name: str, key: str) -> bool:
        """Try once; True when there is an answer, whatever it is."""
        self.attempts += 1
        try:
            status = self.here.write(name, key)
        except (OSError, HTTPException, ValueError):
            return self.stop.is_set()
        if status == 201:
            self.acknowledged.append(name)
        else:
            self.refused.append(status)
        return True


def test_killed_fifty_times_the_server_keeps_every_acknowledged_record_once(tmp_path):
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    moments = random.Random(seed)
    with installation(tmp_path) as here:
        here.start()
        here.wait()
        stop = threading.Event()
        clients = [Client(here, number, stop) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for _ in range(KILLS):
            time.sleep(moments.uniform(0.05, 0.8))
            here.kill()
            here.start()
            here.wait()
        stop.set()
        for client in clients:
            client.join()
        names, told, sound = here.count()
    acknowledged = [name for client in clients for name in client.acknowledged]
    kept = Counter(names)
    assert sound == "ok"
    assert [client.refused for client in clients] == [[]] * CLIENTS
    assert len(acknowledged) > KILLS, "the clients must have written something"
    assert sorted(name for name in acknowledged if kept[name] != 1) == []
    assert {name: times for name, times in kept.items() if times > 1} == {}
    assert Counter(told) == kept, "a record and its history are written together or not at all"
