"""Lend children to jobs: at most two at once, kept between jobs, never shared across a fork."""

from __future__ import annotations

import atexit
import os
import pickle
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from .child import Child, JobFailed, Limits, OutOfBounds

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDINARY: Final = Limits()
_AT_ONCE: Final = 2
_MEBIBYTE: Final = 1024 * 1024
# A child leaves by itself after 60 idle seconds; one about to leave must not get a job.
_STALE_SECONDS: Final = 45


def run_limited(target: str, *arguments: object, limits: Limits = _ORDINARY) -> object:
    """Call "package.module:function" in a child process and return its plain answer.

    Arguments and answer are bytes, text, numbers, dates and containers of them.
    Raises OutOfBounds when a limit was met, JobFailed when the function raised.
    """
    deadline = time.monotonic() + limits.seconds
    job = pickle.dumps((target, arguments, limits.memory * _MEBIBYTE, limits.cpu_seconds), 5)
    with _POOL.child(deadline) as child:
        state, answer = child.ask(job, deadline)
    if state == "done":
        return answer
    if state == "failed":
        raise JobFailed(*answer)  # type: ignore[misc]
    raise OutOfBounds(state)


class _Pool:
    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._process = os.getpid()
        self._idle: list[Child] = []
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    @contextmanager
    def child(self, deadline: float) -> Iterator[Child]:
        """Lend one child, waiting for a turn until the deadline."""
        if self._process != os.getpid():
            self._start()
        if not self._turns.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise OutOfBounds("time")
        try:
            child = self._take()
            try:
                yield child
            finally:
                if child.reusable:
                    self._idle.append(child)
                else:
                    child.end()
        finally:
            self._turns.release()

    def close(self) -> None:
        """End the idle children of this process."""
        while self._process == os.getpid() and self._idle:
            self._idle.pop().end()

    def _take(self) -> Child:
        while self._idle:
            child = self._idle.pop()
            if time.monotonic() - child.idle_since < _STALE_SECONDS:
                return child
            child.end()
        return Child()


_POOL = _Pool()
atexit.register(_POOL.close)
