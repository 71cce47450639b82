"""Telling the next superior that a deadline has passed; a sweep."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import (
    local_day,
    main_post,
    rungs,
    superior_with_holder,
)
from dutyline.kernel.actions.models import REPAIR_STATES, Escalation, Rectification, Stage, State
from dutyline.kernel.actions.operations.shared import locked, tell, write
from dutyline.kernel.actions.rules import Rung, overdue_since
from dutyline.kernel.organisation.calendar import held_on_days
from dutyline.kernel.organisation.models import Person, Post

BATCH = 500
"""Rectifications escalated a run and rung; the next run takes the rest."""


def escalate(now: datetime) -> int:
    """Take every step of the ladder that has come due, each once; return how many."""
    taken = 0
    for held in held_on_days(now, rungs):
        there = held.where("unit_path")
        for rung in held.value:
            for rectification in _due(rung, there, now):
                taken += _climb(rectification=rectification, rung=rung, at=now)
    return taken


def _due(rung: Rung, there: Q, now: datetime) -> list[Rectification]:
    since = overdue_since(rung, now)
    rows = Rectification.objects.filter(there, step__lt=rung.number)
    if rung.stage == Stage.REPAIR:
        rows = rows.filter(state__in=REPAIR_STATES, due_at__lte=since)
        return list(rows.order_by("due_at", "id")[:BATCH])
    rows = rows.filter(state=State.REPORTED, verify_due_at__lte=since)
    return list(rows.order_by("verify_due_at", "id")[:BATCH])


@transaction.atomic
def _climb(*, rectification: Rectification, rung: Rung, at: datetime) -> int:
    rectification = locked(rectification)
    repairing = rectification.state in REPAIR_STATES
    due_at = rectification.due_at if repairing else rectification.verify_due_at
    stage = Stage.REPAIR if repairing else Stage.VERIFICATION
    if rectification.step >= rung.number or stage != rung.stage:
        return 0
    if due_at is None or due_at > overdue_since(rung, at):
        return 0
    post, person = _superior(rectification, rung, at)
    step = Escalation.objects.create(
        rectification=rectification,
        stage=stage,
        due_at=due_at,
        step=rung.number,
        days_over=rung.days_over,
        post=post,
        person=person,
        at=at,
    )
    Rectification.objects.filter(pk=rectification.pk).update(step=rung.number, step_post=post)
    by = Actor.system(_("Escalation"))
    who = person.name if person else _("nobody above")
    write(by, rectification, f"escalated_{stage}", at, person=who, days=rung.days_over)
    answers = rectification.owner if repairing else rectification.verifier
    tell(
        [answers, person],
        rectification,
        f"escalated_{stage}",
        str(step.pk),
        at,
        owner=rectification.owner.name,
        days=rung.days_over,
    )
    return 1


def _superior(
    rectification: Rectification, rung: Rung, at: datetime
) -> tuple[Post | None, Person | None]:
    today = local_day(rectification.unit, at)
    if rung.stage == Stage.REPAIR:
        post = rectification.owner_post
    elif rectification.verifier is not None:
        post = main_post(rectification.verifier, today, rectification.unit_path)
    else:
        post = rectification.owner_post
    return superior_with_holder(post, today, rung.up) if post else (None, None)
