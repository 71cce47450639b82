"""Records what was done, and lets it count wherever it fits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import Cause, Evidence, Withdrawal
from dutyline.kernel.duties.operations.matching import match, match_held
from dutyline.kernel.duties.operations.touching import held_by_touch, touched_by
from dutyline.kernel.duties.refusals import Foretold, ReasonNeeded
from dutyline.kernel.duties.sql.whereabouts import Stay, stays_around
from dutyline.kernel.duties.thresholds import back_fill_days, back_filled_is_late
from dutyline.kernel.organisation.calendar import zone
from dutyline.kernel.organisation.models import Person, Place, Post, Unit
from dutyline.kernel.registry import evidence_kind
from dutyline.toolkit.inserting import insert_new

PEOPLE_AT_ONCE = 300
"""People one statement asks about; a class of a thousand takes a few rounds."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is told of one act, whoever took part."""

    kind: str
    source: str
    occurred_at: datetime
    recorded_at: datetime
    post_id: int | None
    unit_id: int | None
    place_id: int | None
    about: str
    amount: Decimal
    snapshot: Mapping[str, Any] = field(default_factory=dict, compare=False)


@transaction.atomic(savepoint=False)
def submit_evidence(
    *,
    by: Actor,
    kind: str,
    source: str,
    person: Person,
    occurred_at: datetime,
    recorded_at: datetime,
    post: Post | None = None,
    unit: Unit | None = None,
    place: Place | None = None,
    about: str = "",
    amount: Decimal | int = 1,
    snapshot: Mapping[str, Any] | None = None,
) -> Evidence:
    """Record one piece of evidence and let it count for every obligation it fits.

    The same kind, source and person gives the same piece again. It happened in `unit`, else where
    `place` lies, else where `post` lay that day, else where the person's main post lay.
    """
    act = _act(
        kind=kind,
        source=source,
        occurred_at=occurred_at,
        recorded_at=recorded_at,
        post=post,
        unit=unit,
        place=place,
        about=about,
        amount=amount,
        snapshot=snapshot,
    )
    return record_act(act, [person.pk])[0]


@transaction.atomic(savepoint=False)
def submit_group_evidence(
    *,
    by: Actor,
    kind: str,
    source: str,
    persons: Iterable[Person],
    occurred_at: datetime,
    recorded_at: datetime,
    post: Post | None = None,
    unit: Unit | None = None,
    place: Place | None = None,
    about: str = "",
    amount: Decimal | int = 1,
    snapshot: Mapping[str, Any] | None = None,
) -> list[Evidence]:
    """Record what several did together: everybody who took part gets his own piece."""
    act = _act(
        kind=kind,
        source=source,
        occurred_at=occurred_at,
        recorded_at=recorded_at,
        post=post,
        unit=unit,
        place=place,
        about=about,
        amount=amount,
        snapshot=snapshot,
    )
    ids = sorted({person.pk for person in persons})
    found = []
    for start in range(0, len(ids), PEOPLE_AT_ONCE):
        found += record_act(act, ids[start : start + PEOPLE_AT_ONCE])
    return found


@transaction.atomic(savepoint=False)
def withdraw_evidence(*, by: Actor, source: str, reason: str, at: datetime) -> list[Evidence]:
    """Withdraw all evidence of a voided source; open obligations fall back, closed are corrected.

    Who may void the source is for its module to decide. What is withdrawn already stays so.
    """
    if not reason.strip():
        raise ReasonNeeded
    pieces = list(Evidence.objects.filter(source=source, withdrawal=None).order_by("id"))
    if not pieces:
        return []
    Withdrawal.objects.bulk_create(
        [Withdrawal(evidence=each, by_name=by.name, reason=reason, at=at) for each in pieces],
        batch_size=500,
    )
    touched = Q(pk__in=[])
    for moment in sorted({each.occurred_at for each in pieces}):
        of_moment = [each for each in pieces if each.occurred_at == moment]
        persons = sorted({each.person_id for each in of_moment})
        kinds = sorted({each.kind for each in of_moment})
        stays, grace = stays_around(persons, kinds, moment)
        for kind in kinds:
            some = [each for each in of_moment if each.kind == kind]
            touched |= touched_by(some, stays, grace or 0).condition()
    match(touched, now=at, cause=Cause.WITHDRAWN, source=source)
    return pieces


def record_act(act: Act, persons: Sequence[int]) -> list[Evidence]:
    """Record the pieces of an act, one a person, and match the new ones; by person id."""
    new, stays, grace = record_pieces(act, persons)
    # What no duty ever asked for, nobody owes.
    if new and grace is not None:
        stored = held_by_touch(touched_by(new, stays, grace))
        match_held(stored, now=act.recorded_at, source=act.source)
    if len(new) == len(persons):
        return new
    known = Evidence.objects.filter(kind=act.kind, source=act.source, person_id__in=persons)
    return list(known.order_by("person_id"))


def record_pieces(
    act: Act, persons: Sequence[int]
) -> tuple[list[Evidence], list[Stay], int | None]:
    """Record the pieces of an act without letting them count yet.

    Return those that are new, where the people stood, and the longest grace in days of the duties
    that ask for this kind, None where there are none.
    """
    stays, grace = stays_around(persons, [act.kind], act.occurred_at, act.post_id, act.unit_id)
    new = insert_new(_pieces(act, persons, stays), known_by="person_id")
    return new, stays, grace


def _act(*, post: Post | None, unit: Unit | None, place: Place | None, **facts: Any) -> Act:
    evidence_kind(facts["kind"])
    if facts["recorded_at"] < facts["occurred_at"]:
        raise Foretold
    unit_id = unit.pk if unit else place.unit_id if place else None
    facts["amount"] = Decimal(facts["amount"])
    facts["snapshot"] = facts["snapshot"] or {}
    return Act(
        post_id=post.pk if post else None,
        unit_id=unit_id,
        place_id=place.pk if place else None,
        **facts,
    )


def _pieces(act: Act, persons: Sequence[int], stays: Sequence[Stay]) -> list[Evidence]:
    named = [stay for stay in stays if stay.named]
    pieces = []
    for person_id in sorted(persons):
        own = [stay for stay in stays if not stay.named and stay.person_id == person_id]
        pieces.append(_piece(act, own, named))
    return pieces


def _piece(act: Act, own: Sequence[Stay], named: Sequence[Stay]) -> Evidence:
    """Return one person's piece; `own` has at least one line, for the person himself."""
    on, where = _where(act, own, named)
    here = [stay for stay in own if stay.post_id is not None and stay.is_true_on(on)]
    here.sort(key=lambda stay: (stay.acting, stay.level or 0, stay.appointment_id or 0))
    as_named = [stay for stay in here if stay.post_id == act.post_id]
    post_id = act.post_id
    title = next((s.post_title for s in [*named, *as_named] if s.post_id == post_id), "")
    if post_id is None and here:
        as_named, post_id, title = here, here[0].post_id, here[0].post_title
    late, back_filled = _recorded_late(act, on, where)
    return Evidence(
        kind=act.kind,
        source=act.source,
        about=act.about,
        person_id=own[0].person_id,
        person_name=own[0].person_name,
        appointment_id=as_named[0].appointment_id if as_named else None,
        post_id=post_id,
        post_title=title,
        unit_id=where.unit_id if where else None,
        unit_name=where.unit_name if where else "",
        unit_path=where.unit_path if where else "",
        place_id=act.place_id,
        occurred_at=act.occurred_at,
        occurred_on=on,
        recorded_at=act.recorded_at,
        back_filled=back_filled,
        at_most_late=late,
        amount=act.amount,
        snapshot=dict(act.snapshot),
    )


def _where(act: Act, own: Sequence[Stay], named: Sequence[Stay]) -> tuple[date, Stay | None]:
    """Return the day it was where it happened, and the unit it happened in."""
    order = sorted(
        (stay for stay in own if stay.unit_id is not None),
        key=lambda stay: (stay.acting, stay.level or 0, stay.appointment_id or 0),
    )
    for stay in [*named, *order]:
        on = act.occurred_at.astimezone(zone(stay.time_zone)).date()
        if stay.is_true_on(on):
            return on, stay
    return act.occurred_at.astimezone(zone("")).date(), None


def _recorded_late(act: Act, on: date, where: Stay | None) -> tuple[bool, bool]:
    """Return whether a piece counts at most as late, and whether it was back-filled at all."""
    recorded_on = act.recorded_at.astimezone(zone(where.time_zone if where else "")).date()
    # Most is recorded on its day, which no criterion makes late.
    if recorded_on == on:
        return False, False
    if act.recorded_at - act.occurred_at <= timedelta(days=back_fill_days(on)):
        return False, False
    return back_filled_is_late(on), True
