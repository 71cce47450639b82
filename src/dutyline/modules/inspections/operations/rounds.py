"""Walking a round: begin, answer by answer, break off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.calendar import day_at, midnight, zone_of
from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.modules.inspections.keys import ROUND
from dutyline.modules.inspections.models import (
    Answer,
    Checklist,
    ChecklistVersion,
    Item,
    Round,
    RoundInspector,
    RoundState,
    Verdict,
)
from dutyline.modules.inspections.operations.refusals import (
    AnswerUnclear,
    ChecklistRetired,
    NeverPublished,
    NotWalking,
    NotYetDue,
    PlaceElsewhere,
    RoundOver,
    RoundTooLate,
    SameInspector,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.periods import week_of
from dutyline.modules.inspections.rules.rounds import verdict_of
from dutyline.toolkit.wording import beside

TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Given:
    """What was answered to one item; which part counts depends on the kind of answer."""

    verdict: str = ""
    number: Decimal | None = None
    choice: str = ""
    text: str = ""
    wanted_grade: str = ""
    grade_reason: str = ""


@transaction.atomic
def start_round(*, by: Actor, walk: Round, at: datetime, second: Person | None = None) -> Round:
    """Begin a due round with the newest published version; beginning twice changes nothing.

    A holder of the post, or whoever may walk rounds there; somebody else who joins becomes an
    inspector too. Raises NotYetDue, RoundTooLate, RoundOver, SameInspector.
    """
    walk = locked_round(walk)
    require_time_to_begin(by, walk, at)
    join(by, walk, second)
    if walk.state == RoundState.DUE:
        _begin(walk, newest_version(walk.version.checklist), at)
        write_round(by, walk, "round_started", at)
    return walk


@transaction.atomic
def begin_unplanned(
    *,
    by: Actor,
    checklist: Checklist,
    at: datetime,
    place: Place | None = None,
    unit: Unit | None = None,
    kind: str = "",
    second: Person | None = None,
) -> Round:
    """Begin a round nobody planned, at a place or in a unit."""
    answering = unit or (place.unit if place else None)
    if answering is None or by.person is None:
        raise NotWalking
    by.require(Inspections.ROUND_WALK, answering.path)
    if place is not None and place.unit_id != answering.pk:
        raise PlaceElsewhere(place=place.name, unit=answering.name)
    if checklist.retired_at is not None:
        raise ChecklistRetired(checklist=checklist.name)
    version = newest_version(checklist)
    today = local_day(answering, at)
    appointment = by.appointment
    walk = Round.objects.create(
        version=version,
        kind=kind or checklist.kind,
        title=beside(checklist.name, (place or answering).name)[:200],
        unit=answering,
        unit_path=answering.path,
        place=place,
        post=appointment.post if appointment else None,
        opens_at=at,
        due_at=midnight(today + timedelta(days=1), zone_of(answering)) - TICK,
        due_on=today,
        week=week_of(today),
    )
    join(by, walk, second)
    _begin(walk, version, at)
    write_round(by, walk, "round_started", at)
    return walk


@transaction.atomic
def save_answer(*, by: Actor, walk: Round, item: Item, given: Given, at: datetime) -> Answer:
    """Save the answer to one item; the same answer again changes nothing, another replaces it.

    Photos are attached to the answer (`inspections.answer`, role `before` of a fault, else
    `answer`). Raises AnswerUnclear, NotWalking, RoundOver.
    """
    return save_answers(by=by, walk=walk, given={item: given}, at=at)[0]


@transaction.atomic
def save_answers(
    *, by: Actor, walk: Round, given: Mapping[Item, Given], at: datetime
) -> list[Answer]:
    """Save the answers to many items at once, in the order given; see `save_answer`."""
    walk = locked_round(walk)
    person = require_walking(by, walk)
    known = {row.item_id: row for row in Answer.objects.filter(round=walk, item__in=list(given))}
    answered, fresh, faults = [], [], 0
    for item, said in given.items():
        values = answer_values(walk, item, said)
        answer = known.get(item.pk)
        if answer is None:
            answer = Answer(round=walk, item=item, by=person, answered_at=at, **values)
            fresh.append(answer)
            faults += answer.verdict == Verdict.FAULT
        elif any(getattr(answer, name) != value for name, value in values.items()):
            faults += (values["verdict"] == Verdict.FAULT) - (answer.verdict == Verdict.FAULT)
            for name, value in values.items():
                setattr(answer, name, value)
            answer.by, answer.answered_at = person, at
            answer.save()
        answered.append(answer)
    Answer.objects.bulk_create(fresh)
    if fresh or faults:
        walk.answered += len(fresh)
        walk.faults += faults
        walk.save(update_fields=["answered", "faults"])
    return answered


def answer_values(walk: Round, item: Item, given: Given) -> dict[str, Any]:
    """Return what an answer says, with its verdict; raises AnswerUnclear."""
    verdict = verdict_of(
        item, verdict=given.verdict, number=given.number, choice=given.choice, text=given.text
    )
    if item.version_id != walk.version_id or verdict is None:
        raise AnswerUnclear(position=item.position)
    return {
        "verdict": verdict,
        "number": given.number,
        "choice": given.choice,
        "text": given.text,
        "wanted_grade": given.wanted_grade,
        "grade_reason": given.grade_reason,
    }


def locked_round(walk: Round) -> Round:
    """Read a round again for change."""
    return (
        Round.objects.select_for_update(of=("self",))
        .select_related("unit", "place", "post", "version__checklist")
        .get(pk=walk.pk)
    )


def require_time_to_begin(by: Actor, walk: Round, at: datetime) -> None:
    """Refuse unless the actor may walk this round, and at that moment."""
    if not by.holds([walk.post_id]):
        by.require(Inspections.ROUND_WALK, walk.unit_path)
    if walk.state not in (RoundState.DUE, RoundState.STARTED) or by.person is None:
        raise RoundOver(state=walk.get_state_display())
    if walk.opens_at > at:
        raise NotYetDue(day=local_day(walk.unit, walk.opens_at))
    hours = float(criterion("inspections.round_grace_hours", day_at(at, walk.unit)))
    if walk.state == RoundState.DUE and at > walk.due_at + timedelta(hours=hours):
        raise RoundTooLate(until=local_day(walk.unit, walk.due_at))


def require_walking(by: Actor, walk: Round) -> Person:
    """Return the person if he walks this running round; else refuse."""
    if walk.state != RoundState.STARTED:
        raise RoundOver(state=walk.get_state_display())
    person = by.person
    if person is None or not RoundInspector.objects.filter(round=walk, person=person).exists():
        raise NotWalking
    return person


def newest_version(checklist: Checklist) -> ChecklistVersion:
    """Return the version in force; raises NeverPublished."""
    version = checklist.versions.exclude(number=None).order_by("-number").first()
    if version is None:
        raise NeverPublished(checklist=checklist.name)
    return version


def write_round(
    by: Actor, walk: Round, verb: str, at: datetime, reason: str = "", **data: object
) -> None:
    """Write history on a round."""
    record(
        by=by,
        verb=f"inspections.{verb}",
        subject=(ROUND, walk.pk, walk.title),
        unit_path=walk.unit_path,
        at=at,
        reason=reason,
        **data,
    )


def _begin(walk: Round, version: ChecklistVersion, at: datetime) -> None:
    walk.version = version
    walk.items = version.items.count()
    walk.state = RoundState.STARTED
    walk.started_at = at
    walk.save(update_fields=["version", "items", "state", "started_at"])


def join(by: Actor, walk: Round, second: Person | None) -> None:
    """Let the actor walk a round, and another person with him; raises SameInspector."""
    if second is not None and by.is_person(second.pk):
        raise SameInspector
    appointment = by.appointment
    post = appointment.post_id if appointment else None
    if by.holds([walk.post_id]):
        post = walk.post_id
    rows = [RoundInspector(round=walk, person=by.person, post_id=post)]
    if second is not None:
        rows.append(RoundInspector(round=walk, person=second))
    RoundInspector.objects.bulk_create(rows, ignore_conflicts=True)
