"""The verbs of errands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.errands.models import Errand, State
from dutyline.kernel.files.operations import deposit, discard
from dutyline.kernel.registry import Product, Refusal, errand_kind

AT_ONCE = 3
ATTEMPTS = 3
KEPT = timedelta(days=7)


class TooManyErrands(Refusal):
    """Somebody asks for more before the last was done."""

    message = _("You already have {count} tasks running. Wait for one to finish.")
    conflict = True


class NotSignedIn(Refusal):
    """Errands belong to an account."""

    message = _("Sign in to ask for this.")


@transaction.atomic
def ask_errand(*, by: Actor, kind: str, parameters: Mapping[str, Any], at: datetime) -> Errand:
    """Queue an errand of a declared kind; raises NotSignedIn, TooManyErrands, KeyError."""
    errand_kind(kind)
    if by.account_id is None:
        raise NotSignedIn
    account = Account.objects.select_for_update(of=("self",)).get(pk=by.account_id)
    waiting = Errand.objects.filter(asked_by=account).unfinished().count()
    if waiting >= AT_ONCE:
        raise TooManyErrands(count=waiting)
    return Errand.objects.create(
        kind=kind,
        asked_by=account,
        asked_at=at,
        limits=None if by.limits is None else sorted(by.limits),
        token_id=by.token_id,
        parameters=dict(parameters),
    )


def take(errand: Errand, *, holder: str, at: datetime) -> bool:
    """Take the lease of an errand as it was read; False where somebody else was faster."""
    as_read = Errand.objects.filter(
        pk=errand.pk, state=errand.state, holder=errand.holder, pulse=errand.pulse
    )
    return bool(
        as_read.update(
            state=State.RUNNING,
            holder=holder,
            pulse=F("pulse") + 1,
            attempts=F("attempts") + 1,
            started_at=at,
            done=0,
            total=0,
        )
    )


def show_progress(*, errand: Errand, done: int, total: int) -> None:
    """Write down how far the work is; outside of the work's own transaction."""
    Errand.objects.filter(pk=errand.pk, state=State.RUNNING).update(done=done, total=total)


@transaction.atomic
def finish(*, errand: Errand, holder: str, product: Product, at: datetime) -> None:
    """Keep what was made; nothing happens where somebody else holds the errand by now."""
    row = Errand.objects.select_for_update().filter(pk=errand.pk, holder=holder).first()
    if row is None or row.is_finished:
        return
    if product.path is not None:
        row.result = deposit(
            by=Actor.system(row.asked_by.username),
            subject=("errands.errand", row.pk),
            role="result",
            path=product.path,
            name=product.name,
            media_type=product.media_type,
            at=at,
        )
    row.state, row.finished_at, row.counts = State.DONE, at, dict(product.counts)
    row.save(update_fields=["state", "finished_at", "counts", "result"])


def fail(*, errand: Errand, holder: str, error: str, at: datetime) -> None:
    """Close an errand that cannot be done, with the reason in the asker's words."""
    Errand.objects.filter(pk=errand.pk, holder=holder, state=State.RUNNING).update(
        state=State.FAILED, finished_at=at, error=error[:2000]
    )


def actor_of_errand(errand: Errand, at: datetime) -> Actor:
    """Return the asker with the rights he has now, no more than his token had."""
    actor = actor_for(errand.asked_by, at)
    limits = None if errand.limits is None else frozenset(errand.limits)
    return replace(actor, limits=limits, token_id=errand.token_id)


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Remove errands finished long ago together with their files; return how many."""
    old = list(Errand.objects.filter(finished_at__lt=now - KEPT).order_by("id")[:500])
    results = [errand.result for errand in old if errand.result]
    Errand.objects.filter(pk__in=[errand.pk for errand in old]).delete()
    discard(by=Actor.system("errands"), attachments=results, reason="Fetched long ago", at=now)
    return len(old)
