"""Reporting a repair done."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.keys import repair_key, round_key
from dutyline.kernel.actions.ladder import local_day, main_post
from dutyline.kernel.actions.models import Rectification, Repair, State
from dutyline.kernel.actions.operations.shared import (
    end_of,
    locked,
    require_in_repair,
    require_owner,
    tell,
    write,
)
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.refusals import DoneInTheFuture, ReportNeedsWords
from dutyline.kernel.actions.rules import is_back_filled, is_in_time
from dutyline.kernel.actions.verifier import left_to_verify
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.duties.operations.events import raise_event
from dutyline.kernel.duties.operations.evidence import submit_evidence
from dutyline.kernel.organisation.models import Person


@transaction.atomic
def report_done(
    *,
    by: Actor,
    rectification: Rectification,
    text: str,
    at: datetime,
    done_at: datetime | None = None,
    spent: Decimal | None = None,
    found_by: Person | None = None,
) -> Repair:
    """Report the repair finished and hand it to whoever verifies.

    Photos are attached to the returned repair (`actions.repair`, role `after`). Finished in time
    is evidence at once; a verification that finds it not effective takes that back. Somebody who
    may assign may report for a team without accounts, and then cannot verify: another does.
    """
    rectification = locked(rectification)
    if not by.can(Actions.ASSIGN, rectification.unit_path):
        require_owner(by, rectification)
    require_in_repair(rectification)
    if not text.strip():
        raise ReportNeedsWords
    done_at = done_at or at
    if not rectification.assigned_at <= done_at <= at:
        raise DoneInTheFuture
    repair = _record(by, rectification, text, done_at, at)
    if spent is not None:
        rectification.funds_actual = spent
    _hand_over(rectification, repair, found_by)
    if repair.in_time:
        _give_evidence(by, rectification, repair)
    write(
        by,
        rectification,
        "repair_reported",
        at,
        text,
        done_on=rectification.repaired_on.isoformat() if rectification.repaired_on else "",
    )
    if rectification.verifier is not None:  # nobody owes what nobody was named for
        raise_event(
            trigger="actions.repair_reported",
            about=repair_key(repair),
            unit=rectification.unit,
            at=at,
            person=rectification.verifier,
        )
    tell([rectification.verifier], rectification, "repair_reported", str(repair.pk), at, by=by.name)
    return repair


def _record(
    by: Actor, rectification: Rectification, text: str, done_at: datetime, at: datetime
) -> Repair:
    # A question about more time is answered by the repair itself.
    rectification.extensions.waiting().update(lapsed_at=at)
    back_filled = is_back_filled(
        done_at, at, int(criterion("duties.back_fill_days", local_day(rectification.unit, at)))
    )
    return Repair.objects.create(
        rectification=rectification,
        round=rectification.round,
        text=text,
        done_at=done_at,
        reported_at=at,
        by=by.person or rectification.owner,
        owner=rectification.owner,
        owner_post=rectification.owner_post,
        due_on=rectification.due_on,
        in_time=is_in_time(done_at, rectification.due_at, back_filled=back_filled),
        back_filled=back_filled,
    )


def _hand_over(rectification: Rectification, repair: Repair, found_by: Person | None) -> None:
    today = local_day(rectification.unit, repair.reported_at)
    path = rectification.unit_path
    # What another ledger told was assigned there, by somebody unknown here.
    told = rectification.restored_at is not None
    rectification.verifier = left_to_verify(
        path,
        today,
        apart=[repair.by_id, rectification.owner_id],
        standing=rectification.verifier,
        found_by=found_by,
        assigned_by=None if told else rectification.assigned_by,
        below=main_post(repair.by, today, path) or rectification.owner_post,
    )
    rectification.state = State.REPORTED
    rectification.repaired_at = repair.done_at
    rectification.repaired_on = local_day(rectification.unit, repair.done_at)
    rectification.verify_due_at = end_of(_verify_by(today), rectification.unit)
    rectification.step, rectification.step_post = 0, None
    rectification.save()


def _verify_by(reported_on: date) -> date:
    return reported_on + timedelta(days=int(criterion("actions.verify_within_days", reported_on)))


def _give_evidence(by: Actor, rectification: Rectification, repair: Repair) -> None:
    submit_evidence(
        by=by,
        kind="actions.repaired_in_time",
        source=repair_key(repair),
        person=rectification.owner,
        post=rectification.owner_post,
        unit=rectification.unit,
        occurred_at=repair.done_at,
        recorded_at=repair.reported_at,
        about=round_key(rectification),
        snapshot={"label": rectification.source_label, "due_on": repair.due_on.isoformat()},
    )
