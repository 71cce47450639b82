"""The child's side of `child.py`: take one job at a time from standard input, within its limits.

Run as a file by a bare interpreter, so it imports nothing of the product before a job names it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pickle
import resource
import select
import struct
import sys
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

_IDLE_SECONDS = 60
_JOBS_BEFORE_RENEWAL = 200
_BIGGEST_KEPT = 256 * 1024  # KiB of peak memory; a child that once grew beyond is not kept


def main() -> None:
    """Serve jobs until the parent goes away, nothing comes for a minute, or the child has grown."""
    gc.disable()
    sys.path[:] = json.loads(sys.argv[1])
    source, sink = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    bound = max(_BIGGEST_KEPT, _peak())
    for left in reversed(range(_JOBS_BEFORE_RENEWAL)):
        if not select.select([source], [], [], _IDLE_SECONDS)[0]:
            return
        head = source.read(8)
        if len(head) < 8:
            return
        answer = _work(source.read(*struct.unpack("!Q", head)))
        keep = left > 0 and _peak() <= bound
        _send(sink, (keep, *answer))
        if not keep:
            return


def _peak() -> int:
    # `getrusage` tells a new process its parent's peak as its own; its own page does not.
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _work(job: bytes) -> tuple[str, object]:
    target, arguments, memory, cpu_seconds = pickle.loads(job)  # noqa: S301 - from our own parent
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    hard_cpu = resource.getrlimit(resource.RLIMIT_CPU)[1]
    hard_memory = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_seconds, hard_cpu))
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard_memory))
    module, name = target.split(":")
    try:
        return "done", getattr(importlib.import_module(module), name)(*arguments)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001 - told to the parent, which raises it
        return "failed", (type(error).__name__, error.args if _plain(error.args) else (str(error),))


def _plain(arguments: tuple[object, ...]) -> bool:
    return all(isinstance(item, (str, int, float, dict)) for item in arguments)


def _send(sink: BinaryIO, answer: tuple[object, ...]) -> None:
    body = BytesIO()
    pickler = pickle.Pickler(body, protocol=5)
    # Answers are trees of plain values: looking for repeated objects doubles the time.
    pickler.fast = True
    pickler.dump(answer)
    sink.write(struct.pack("!Q", body.tell()))
    sink.write(body.getbuffer())
    sink.flush()


if __name__ == "__main__":
    main()
