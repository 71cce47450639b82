"""A worker killed in the middle of its sweeps and mail loses nothing, and nothing is done twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dutyline.kernel.notifications.tests.smtp_server import Server, mail_server
from tests.faults.installation import Installation, installation
from tests.faults.programs import OUTCOME, WORKER

pytestmark = [pytest.mark.faults, pytest.mark.slow]
KILLS = int(os.environ.get("DUTYLINE_TEST_WORKER_KILLS", "6"))
FINDINGS_A_LIFE = 25
PATIENCE = 60.0


@contextmanager
def life(here: Installation, findings: int) -> Iterator[None]:
    """Record findings, let a worker do what is due, and kill it when the block ends."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(findings)],
        env=here.environment,
        process_group=0,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        yield
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.communicate()


def until_quiet(here: Installation) -> dict[str, int]:
    """Let a worker run until nothing is left to do, and return what came of everything."""
    deadline = time.monotonic() + PATIENCE
    with life(here, 0):
        while True:
            outcome = here.outcome(OUTCOME)
            if outcome["unsent"] == outcome["marks"] == 0 or time.monotonic() > deadline:
                return outcome
            time.sleep(0.5)


def delivered(server: Server) -> Counter[str]:
    return Counter(mail["Message-ID"] for mail in server.mails)


def test_what_a_killed_worker_left_is_done_by_the_next_and_nothing_twice(tmp_path):
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    moments = random.Random(seed)
    with mail_server() as server, installation(tmp_path) as here:
        here.environment["DUTYLINE_EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        for _ in range(KILLS):
            with life(here, FINDINGS_A_LIFE):
                time.sleep(moments.uniform(0.0, 0.5))
        left = here.outcome(OUTCOME)
        outcome = until_quiet(here)
    everything = KILLS * FINDINGS_A_LIFE
    assert left["unsent"] + left["marks"] > 0, "the kills must have come in the middle"
    assert outcome == {
        "findings": everything,
        "found": everything,
        "open": everything,
        "marks": 0,
        "notifications": everything,
        "mails": everything,
        "unsent": 0,
        "given_up": 0,
    }
    mails = delivered(server)
    assert len(mails) == everything, "each mail has its own Message-ID, at every try the same"
    # Only the one mail that was on its way when a worker died may have gone out once more.
    assert mails.total() - everything <= KILLS
    assert max(mails.values()) <= 2
