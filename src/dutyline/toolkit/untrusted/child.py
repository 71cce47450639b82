"""A child process that runs functions of ours on a stranger's bytes, with limits.

A decoder led astray (a bomb, an endless loop, a crash in C) ends the child, never the server.
Children are kept for the next job, because starting one costs 20 ms and its imports up to 200 ms.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

_WORKER: Final = Path(__file__).with_name("worker.py")
_SOURCES: Final = str(Path(__file__).parents[3])
_NEEDED: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # where an interpreter finds itself
_ANSWERS_MAY_HOLD: Final = {
    ("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")
} | {("decimal", "Decimal")}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound one job: address space in MiB, processor seconds, seconds by the wall clock."""

    memory: int = 768
    cpu_seconds: int = 10
    seconds: float = 20.0


class OutOfBounds(Exception):
    """Tell that a job wanted more than its limits: `reason` is "memory", "time" or "died"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class JobFailed(Exception):
    """Carry an exception of the job: its class name in `kind`, its plain arguments in `details`."""

    def __init__(self, kind: str, details: tuple[object, ...]) -> None:
        super().__init__(kind, details)
        self.kind = kind
        self.details = details


class Child:
    """One child process: `ask` it once at a time, and again while `reusable`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own file in our own interpreter
            [sys.executable, "-I", "-S", str(_WORKER), json.dumps([_SOURCES, *sys.path])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
        )
        self._pipes = (self._process.stdin, self._process.stdout)
        self._to, self._from = (pipe.fileno() for pipe in self._pipes if pipe)
        os.set_blocking(self._to, False)
        self.reusable = True
        self.idle_since = time.monotonic()

    def ask(self, job: bytes, deadline: float) -> tuple[str, object]:
        """Send one pickled job and return (state, value); a child without an answer is ended."""
        self.reusable = False
        try:
            self._send(struct.pack("!Q", len(job)) + job, deadline)
            size = struct.unpack("!Q", self._receive(8, deadline))[0]
            answer = self._receive(size, deadline)
        except TimeoutError:
            self.end()
            return "time", None
        except (BrokenPipeError, EOFError):
            self.end()
            spent = self._process.returncode == -signal.SIGXCPU
            return ("time" if spent else "died"), None
        try:
            keep, state, value = _Answer(BytesIO(answer)).load()
        except (pickle.UnpicklingError, EOFError, ValueError, TypeError, LookupError):
            self.end()
            return "died", None
        self.reusable, self.idle_since = keep is True, time.monotonic()
        return str(state), value

    def end(self) -> None:
        """Stop the child for good and reap it."""
        self.reusable = False
        for pipe in self._pipes:
            if pipe:
                pipe.close()
        try:
            self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send(self, message: bytes, deadline: float) -> None:
        rest = memoryview(message)
        while rest:
            _wait(self._to, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                continue

    def _receive(self, size: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            _wait(self._from, select.POLLIN, deadline)
            part = os.read(self._from, min(size - len(parts), 1 << 20))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)


def _environment() -> dict[str, str]:
    # No secret of the server is at hand where strangers' bytes are read.
    needed = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", **needed}


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TimeoutError


class _Answer(pickle.Unpickler):
    """Read an answer that may have been forged: plain values and dates, nothing else."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) in _ANSWERS_MAY_HOLD:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} may not come from a child")
