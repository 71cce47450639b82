"""Brings what posts owe into line with who held them, was away or stood in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from dutyline.kernel.duties.models import (
    SET_ASIDE,
    Cause,
    Correction,
    Discharge,
    Obligation,
    Reason,
    State,
    SummaryMark,
)
from dutyline.kernel.duties.operations.calendars import Calendars
from dutyline.kernel.duties.operations.desired import Desired, Reckoner, key_of
from dutyline.kernel.duties.operations.matching import match
from dutyline.kernel.duties.operations.standing import latest_corrections
from dutyline.kernel.duties.operations.writing import FACTS
from dutyline.kernel.duties.sql.updating import update_rows


@dataclass
class Plan:
    """What has to be written."""

    new: list[Obligation] = field(default_factory=list)
    changed: list[Obligation] = field(default_factory=list)
    void: list[Obligation] = field(default_factory=list)
    set_aside: list[int] = field(default_factory=list)
    moved: list[SummaryMark] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    owed_after_all: list[Obligation] = field(default_factory=list)
    """Closed as set aside, though it was owed."""


def reallocate(post_ids: Sequence[int], calendars: Calendars, *, now: datetime) -> int:
    """Work out anew what posts owe between the moments of `calendars`; return how many changed.

    What is closed keeps its state and is corrected. What should never have been owed is taken
    away while it lies ahead, and is not applicable once it has begun.
    """
    reckoner = Reckoner(post_ids, calendars)
    known = list(
        Obligation.objects.filter(post__in=post_ids)
        .filter(Q(closed_at=None) | Q(due_at__gte=calendars.since))
        .select_related("version")
        .select_for_update(of=("self",))
        .order_by("id")
    )
    events = [row for row in known if row.about]
    plan = compare(known, reckoner.desired(events), calendars, now)
    write(plan, now)
    # Also where nobody owes anything else: who held a post decides whose acts count for it.
    since = min((row.starts_at for row in [*known, *plan.new]), default=now)
    matched = match(
        Q(post__in=post_ids, grace_until__gte=since),
        now=now,
        cause=Cause.ORGANISATION,
        owed_after_all=[row.pk for row in plan.owed_after_all],
    )
    return len(plan.new) + len(plan.changed) + len(plan.void) + matched


def compare(
    known: Iterable[Obligation], desired: Desired, calendars: Calendars, now: datetime
) -> Plan:
    """Return how to get from the obligations there are to those there should be.

    Only what lies between the moments of the calendars is taken away.
    """
    plan = Plan()
    wanted = dict(desired.rows)
    truth: list[tuple[Obligation, Obligation | None]] = []
    for row in known:
        should = wanted.pop(key_of(row), None)
        if should is None and not _was_looked_at(row, desired, calendars):
            continue
        if row.closed_at is not None:
            truth.append((row, should))
        elif should is not None:
            _adjust(row, should, plan)
        elif row.starts_at > now and row.state in {State.OPEN, *SET_ASIDE}:
            plan.void.append(row)
        else:
            _end(row, plan)
    plan.new = list(wanted.values())
    _correct(truth, plan, now)
    return plan


def _was_looked_at(row: Obligation, desired: Desired, calendars: Calendars) -> bool:
    version = row.version
    return (
        (row.post_id, version.duty_id) in desired.looked_at
        and row.due_at >= calendars.begins(version.cadence)
        and row.starts_at <= calendars.until
    )


def write(plan: Plan, now: datetime) -> None:
    """Write a plan, in a few statements however many rows."""
    void = [row.pk for row in plan.void]
    if void:
        plan.moved += [_mark(row) for row in plan.void]
        waived = Obligation.objects.filter(pk__in=void, waiver__isnull=False)
        Obligation.objects.filter(
            pk__in=set(void) - set(waived.values_list("pk", flat=True))
        ).delete()
    if plan.set_aside:
        Discharge.objects.filter(obligation__in=plan.set_aside).delete()
    if plan.changed:
        facts = [name.removesuffix("_id") for name in FACTS]
        update_rows(plan.changed, [*facts, "state", "reason", "done", "settled_at", "recount"])
    Obligation.objects.bulk_create(plan.new, ignore_conflicts=True, batch_size=500)
    SummaryMark.objects.bulk_create(plan.moved, batch_size=500)
    Correction.objects.bulk_create(plan.corrections, batch_size=500)


def _adjust(row: Obligation, should: Obligation, plan: Plan) -> None:
    before = {name: getattr(row, name) for name in (*FACTS, "state", "reason")}
    mark = _mark(row)
    for name in FACTS:
        setattr(row, name, getattr(should, name))
    if not _is_ruled(row) and should.state in SET_ASIDE:
        _set_aside(row, should.state, should.reason)
    elif row.state in {State.EXCUSED, State.NOT_APPLICABLE} and row.reason not in {
        Reason.WITHDRAWN,
        Reason.NOTHING_DUE,
        Reason.DECIDED,
    }:
        row.state, row.reason = State.OPEN, should.reason
    elif row.state not in SET_ASIDE:
        row.reason = should.reason
    if before == {name: getattr(row, name) for name in before}:
        return
    row.recount = True
    plan.changed.append(row)
    if row.state in SET_ASIDE and before["state"] not in SET_ASIDE:
        plan.set_aside.append(row.pk)
    if (mark.unit_path, mark.day) != (row.unit_path, row.due_on):
        plan.moved.append(mark)


def _end(row: Obligation, plan: Plan) -> None:
    """Let an obligation that has begun, and should not have, stand as not applicable."""
    if _is_ruled(row) or (row.state == State.NOT_APPLICABLE and not row.days_held):
        return
    row.days_held, row.amount = 0, Decimal(0)
    _set_aside(row, State.NOT_APPLICABLE, Reason.HELD_PART)
    row.recount = True
    plan.changed.append(row)
    plan.set_aside.append(row.pk)


def _is_ruled(row: Obligation) -> bool:
    """Say whether somebody decided about it, which no later count of days overturns."""
    return row.state == State.WAIVED or row.reason == Reason.DECIDED


def _set_aside(row: Obligation, state: str, reason: str) -> None:
    row.state, row.reason = state, reason
    row.done, row.settled_at = Decimal(0), None


def _mark(row: Obligation) -> SummaryMark:
    return SummaryMark(unit_path=row.unit_path, day=row.due_on)


def _correct(
    truth: Sequence[tuple[Obligation, Obligation | None]], plan: Plan, now: datetime
) -> None:
    """Say beside closed states who should not have owed; find those who should have."""
    latest = latest_corrections([row.pk for row, _ in truth]) if truth else {}
    for row, should in truth:
        known, _ = latest.get(row.pk, (row.state, row.done))
        if known == State.WAIVED or row.reason in {
            Reason.WITHDRAWN,
            Reason.NOTHING_DUE,
            Reason.DECIDED,
        }:
            continue
        state = should.state if should else State.NOT_APPLICABLE
        if state not in SET_ASIDE and known in SET_ASIDE:
            plan.owed_after_all.append(row)
        elif state in SET_ASIDE and known != state:
            plan.corrections.append(
                Correction(obligation=row, state=state, done=0, cause=Cause.ORGANISATION, at=now)
            )
