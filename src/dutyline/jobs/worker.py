"""The worker: one thread runs sweeps, one does errands, one shows that both live."""

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from dutyline.jobs.errands import run_next
from dutyline.jobs.lease import DEAD_AFTER_SECONDS, PULSE_SECONDS, Watch
from dutyline.jobs.models import Beat, Sweep
from dutyline.jobs.sweeps import enrol, run_due
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.organisation.models import Unit
from dutyline.toolkit.unwritable import Trouble, trouble_of

log = structlog.get_logger("dutyline.jobs")
LOOK_SECONDS = 1.0


def new_holder() -> str:
    """Return a name no other worker has or had: machine, process and a random word."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def work(stop: threading.Event, *, dead_after: float = DEAD_AFTER_SECONDS) -> None:
    """Run sweeps and errands until `stop` is set; a database that is away is waited for."""
    holder = new_holder()
    of_sweeps, of_errands = Watch(dead_after), Watch(dead_after)
    enrolled = threading.Event()

    def sweep() -> None:
        if not enrolled.is_set():
            # Before there is an enterprise with its rules, no sweep has anything to go by.
            if not Unit.objects.exists():
                return
            enrol(timezone.now())
            enrolled.set()
        run_due(holder, of_sweeps, timezone.now())

    def serve_errands() -> None:
        while not stop.is_set() and run_next(holder, of_errands, timezone.now()):
            pass

    with living(holder):
        errands = threading.Thread(target=_repeat, args=(stop, serve_errands, LOOK_SECONDS))
        errands.start()
        _repeat(stop, sweep, LOOK_SECONDS)
        errands.join()


@contextmanager
def living(holder: str) -> Iterator[None]:
    """Move the pulse of whatever `holder` holds for as long as the block runs."""
    over = threading.Event()
    thread = threading.Thread(
        target=_repeat, args=(over, lambda: show_life(holder), PULSE_SECONDS), name="life"
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def show_life(holder: str) -> None:
    """Move the pulse of everything this worker holds, and its machine's sign of life."""
    for held in (Sweep, Errand):
        held.objects.filter(holder=holder).update(pulse=F("pulse") + 1)
    name = holder.partition(":")[0]
    Beat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def _repeat(stop: threading.Event, act: Callable[[], None], pause: float) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            act()
        except DatabaseError as error:
            if trouble_of(error) is Trouble.BUSY:
                # The next turn comes in seconds; a page of traceback would hide what matters.
                log.warning("others keep the database busy")
            else:
                log.exception("the database does not answer")
            connection.close()
        stop.wait(pause)
    connection.close()
