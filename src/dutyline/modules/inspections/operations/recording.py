"""Recording a hidden danger."""

from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue, criterion
from dutyline.kernel.duties.operations.evidence import submit_evidence
from dutyline.kernel.organisation.models import Person
from dutyline.modules.inspections.keys import finding_key
from dutyline.modules.inspections.models import (
    Finding,
    FindingWords,
    Grade,
    Origin,
    Regrade,
)
from dutyline.modules.inspections.operations.details import Details
from dutyline.modules.inspections.operations.ground import Ground, ground_of
from dutyline.modules.inspections.operations.numbers import next_numbers
from dutyline.modules.inspections.operations.refusals import (
    FoundInTheFuture,
    NothingSaid,
    PlaceElsewhere,
    ReasonMissing,
)
from dutyline.modules.inspections.operations.shared import (
    mark,
    tell,
    words_of,
    write,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.grading import Grading, grade_by_criteria
from dutyline.modules.inspections.rules.periods import month_of
from dutyline.toolkit.inserting import insert

CATEGORIES = "finding_category"


@transaction.atomic
def record_finding(*, by: Actor, details: Details, at: datetime) -> Finding:
    """Enter a hidden danger in the ledger: number, grade by the criteria, repeat recognised.

    Photos are attached to `inspections.finding` (role `before`). Its finder gets evidence, the
    head of the unit is told, of a major danger the whole line. Raises NothingSaid,
    FoundInTheFuture, PlaceElsewhere, ReasonMissing.
    """
    unit = details.unit or (details.place.unit if details.place else None)
    by.require(Inspections.FINDING_RECORD, unit.path if unit else "")
    return enter_finding(by=by, details=details, at=at)


def enter_finding(*, by: Actor, details: Details, at: datetime) -> Finding:
    """Enter a finding whose right was checked otherwise: walking a round, taking up a report."""
    unit = details.unit or (details.place.unit if details.place else None)
    if unit is None or not details.title.strip():
        raise NothingSaid
    if details.place is not None and details.place.unit_id != unit.pk:
        raise PlaceElsewhere(place=details.place.name, unit=unit.name)
    found_at = details.found_at or at
    if found_at > at:
        raise FoundInTheFuture
    ground = ground_of(unit)
    grading = grade_by_criteria(
        ground.day(found_at),
        ticked=details.ticked,
        clause=details.clause,
        category=details.category,
    )
    raised = details.grade == Grade.MAJOR and grading.grade == Grade.GENERAL
    if raised and not details.grade_reason.strip():
        raise ReasonMissing
    finding = _enter(by, details, ground, grading, at=at)
    if raised:
        _note_raised(by, finding, details.grade_reason, at)
    write(
        by,
        finding,
        "finding_recorded",
        at,
        details.grade_reason,
        grade=str(finding.grade),
        place=finding.place.name if finding.place else unit.name,
    )
    if finding.origin != Origin.PUBLIC:
        give_evidence(by, finding)
    heads = ground.heads(at)
    kind = "major_recorded" if finding.grade == Grade.MAJOR else "finding_recorded"
    told = heads if finding.grade == Grade.MAJOR else islice(heads, 1)
    tell([person for person in told if not by.is_person(person.pk)], finding, kind, at, by=by.name)
    mark(finding, finding.found_on)
    return finding


def give_evidence(by: Actor, finding: Finding) -> None:
    """Submit to the duty engine that a person found and recorded something."""
    if finding.finder is None:
        return
    submit_evidence(
        by=by,
        kind="inspections.finding_recorded",
        source=finding_key(finding),
        person=finding.finder,
        unit=finding.unit,
        place=finding.place,
        occurred_at=finding.found_at,
        recorded_at=finding.recorded_at,
        about=finding_key(finding),
        snapshot={"label": str(finding)},
    )


def repeat_before(finding: Finding, found_at: datetime, days: int) -> int | None:
    """Return the id of the latest finding this one repeats: same place, same kind or clause."""
    return (
        Finding.objects.standing()
        .earlier_like(
            place_id=finding.place_id,
            unit_id=finding.unit_id,
            thing=finding.thing,
            category=finding.category,
            clause=finding.clause,
        )
        .filter(found_at__lt=found_at, found_at__gte=found_at - timedelta(days=days))
        .order_by("-found_at", "-id")
        .values_list("id", flat=True)
        .first()
    )


def _enter(
    by: Actor, details: Details, ground: Ground, grading: Grading, *, at: datetime
) -> Finding:
    found_at = details.found_at or at
    found_on = ground.day(found_at)
    finder = details.finder or (by.person if details.origin != Origin.PUBLIC else None)
    back_fill = timedelta(days=int(criterion("duties.back_fill_days", found_on)))
    described = category_data(details.category, found_on)
    wanted = Grade.MAJOR if details.grade == Grade.MAJOR else grading.grade
    finding = Finding(
        number=next_numbers(ground.company, found_on.year)[0],
        company=ground.company,
        unit=ground.unit,
        unit_path=ground.unit.path,
        place=details.place,
        spot=details.spot,
        thing=details.thing,
        title=details.title.strip()[:200],
        description=details.description,
        kind=details.kind,
        origin=details.origin,
        round=details.round,
        answer=details.answer,
        finder=finder,
        second_finder=details.second_finder,
        finder_names=details.finder_names or _names(finder, details),
        found_at=found_at,
        found_on=found_on,
        found_month=month_of(found_on),
        recorded_at=at,
        back_filled=at - found_at > back_fill,
        category=details.category,
        nature=details.nature or described.get("nature", ""),
        basis=details.basis or described.get("basis", ""),
        clause=details.clause or grading.clause,
        grade=wanted,
        major_item=grading.entry,
        risk=details.risk,
        risk_note=details.risk_note,
        accident_type=details.accident_type,
        proposed_measures=details.proposed_measures,
        interim_control=details.interim_control,
    )
    if finding.place_id is not None or finding.thing:
        days = int(criterion("findings.repeat_days", found_on))
        finding.repeat_of_id = repeat_before(finding, found_at, days)
    insert([finding])
    insert([FindingWords(finding=finding, text=words_of(finding))])
    return finding


def category_data(category: str, on: date) -> dict[str, str]:
    """Return what the catalogue says of a category: its nature and basis; {} for an unknown one."""
    for entry in catalogue(CATEGORIES, on) if category else ():
        if entry.key == category:
            return dict(entry.data)
    return {}


def _names(finder: Person | None, details: Details) -> str:
    return ", ".join(
        person.name for person in (finder, details.second_finder) if person is not None
    )


def _note_raised(by: Actor, finding: Finding, reason: str, at: datetime) -> None:
    Regrade.objects.create(
        finding=finding,
        before=Grade.GENERAL,
        after=Grade.MAJOR,
        reason=reason,
        by=by.person,
        at=at,
    )
