"""Told twice to stop, `bin/run` leaves nothing behind that holds its port."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).resolve().parents[2] / "bin"
CHILD = (
    "import signal, subprocess, time;"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print(subprocess.Popen(['sleep', '60']).pid, flush=True);"
    "time.sleep(60)"
)
PARENT = f"""
import signal, sys, time
sys.path.insert(0, {str(PROGRAMS)!r})
import serve
serve.STOP_SECONDS = 2
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
child = serve.start([sys.executable, "-c", {CHILD!r}])
try:
    time.sleep(60)
finally:
    serve.stop([child])
"""


@pytest.mark.faults
@pytest.mark.parametrize("again", [signal.SIGTERM, signal.SIGINT])
def test_asked_twice_it_still_ends_what_it_started(again):
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        grandchild = int(parent.stdout.readline())
        parent.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        parent.send_signal(again)
        assert parent.wait(30) == 0
    assert not is_alive(grandchild)


def is_alive(pid: int) -> bool:
    """Say whether a process runs; one that waits to be buried does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
