"""Do what people asked for: one errand after the other, with their rights of the moment."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dutyline.jobs.lease import Watch
from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.errands.operations import (
    ATTEMPTS,
    actor_of_errand,
    fail,
    finish,
    show_progress,
    take,
)
from dutyline.kernel.registry import Product, Refusal, errand_kind

log = structlog.get_logger("dutyline.jobs")
SHOW_SECONDS = 0.5


def run_next(holder: str, watch: Watch, now: datetime) -> bool:
    """Do the oldest errand that is free, or whose worker died; False where there is none."""
    for errand in Errand.objects.unfinished().select_related("asked_by__person")[:50]:
        key = f"errand:{errand.pk}"
        if errand.holder and not watch.is_dead(key, errand.holder, errand.pulse):
            continue
        if take(errand, holder=holder, at=now):
            do(errand, holder)
            return True
    return False


def do(errand: Errand, holder: str) -> None:
    """Do one errand whose lease is held and keep what came of it."""
    structlog.contextvars.bind_contextvars(
        errand=errand.pk, account=errand.asked_by_id, token=errand.token_id
    )
    language = errand.asked_by.language or None
    try:
        with translation.override(language):
            product, error = attempt(errand)
    finally:
        structlog.contextvars.unbind_contextvars("errand", "account", "token")
    if product is None:
        fail(errand=errand, holder=holder, error=error, at=timezone.now())
    else:
        finish(errand=errand, holder=holder, product=product, at=timezone.now())


def attempt(errand: Errand) -> tuple[Product | None, str]:
    """Return what the errand made, or None and why not in words for the asker."""
    if errand.attempts >= ATTEMPTS:
        return None, _("This was tried {count} times and never finished.").format(count=ATTEMPTS)
    try:
        kind = errand_kind(errand.kind)
        actor = actor_of_errand(errand, timezone.now())
        with shown_progress(errand) as progress:
            return kind.run(actor, errand.parameters, progress.note), ""
    except Refusal as refusal:
        return None, str(refusal)
    except NotPermitted:
        return None, _("You may no longer do this.")
    except Exception:  # the asker must get an answer whatever went wrong
        log.exception("errand failed")
        return None, _("Something went wrong on our side. The log says what.")


class Progress:
    """How far one errand is; noted by the thread that works, shown by another."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.latest = (0, 0)

    def note(self, done: int, total: int) -> None:
        """Take note of how far the work is; costs nothing."""
        self.latest = (done, total)


@contextmanager
def shown_progress(errand: Errand) -> Iterator[Progress]:
    """Write progress twice a second from a connection of its own.

    The work may be one long transaction, whose own writes nobody sees before its end.
    """
    progress, over = Progress(), threading.Event()

    def show() -> None:
        shown = (0, 0)
        while not over.wait(SHOW_SECONDS):
            if progress.latest != shown:
                shown = progress.latest
                try:
                    show_progress(errand=errand, done=shown[0], total=shown[1])
                except DatabaseError as problem:  # SQLite while the work holds its one writer
                    log.debug("progress not shown", error=str(problem))
        connection.close()

    thread = threading.Thread(target=show, name="progress")
    thread.start()
    try:
        yield progress
    finally:
        over.set()
        thread.join()
