"""Functions that the tests run in a child."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def double(value: object) -> object:
    """Return the value twice."""
    return value * 2  # type: ignore[operator]


def process_id() -> int:
    """Return the number of the process that runs this."""
    return os.getpid()


def forge() -> object:
    """Answer with a class that runs something where it is read."""
    return Path("/tmp")


def environment() -> list[str]:
    """Return the names of the variables this process has."""
    return sorted(os.environ)


def eat(mebibytes: int) -> int:
    """Hold so much memory."""
    return len(bytearray(mebibytes << 20))


def spin() -> None:
    """Never come to an end, using the processor."""
    while True:
        pass


def sleep() -> None:
    """Never come to an end, using nothing."""
    signal.pause()


def crash() -> None:
    """End like a decoder with a fault in C."""
    os.kill(os.getpid(), signal.SIGSEGV)


def complain() -> None:
    """Raise something with plain details."""
    raise ValueError("width", 7)


def chatter() -> str:
    """Print where the answer should go."""
    os.write(1, b"noise")
    sys.stdout.write("more noise")
    sys.stdout.flush()
    return "answer"


def write_file(path: str) -> None:
    """Try to write to the disk."""
    Path(path).write_text("x", encoding="utf-8")
