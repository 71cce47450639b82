"""The end of a round: finished, abandoned, or declared void."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.duties.operations.evidence import (
    submit_group_evidence,
    withdraw_evidence,
)
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.models import Person
from dutyline.modules.inspections.keys import ANSWER, round_key
from dutyline.modules.inspections.models import (
    Abandonment,
    Answer,
    Finding,
    Oddity,
    Origin,
    Round,
    RoundOddity,
    RoundState,
    RoundVoid,
    Verdict,
)
from dutyline.modules.inspections.operations.details import Details
from dutyline.modules.inspections.operations.recording import enter_finding
from dutyline.modules.inspections.operations.refusals import (
    ItemsOpen,
    ReasonMissing,
    RoundOver,
)
from dutyline.modules.inspections.operations.rounds import (
    locked_round,
    require_walking,
    write_round,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.rounds import needs_photo, too_fast


@transaction.atomic
def finish_round(
    *,
    by: Actor,
    walk: Round,
    at: datetime,
    started_at: datetime | None = None,
    finished_at: datetime | None = None,
) -> Round:
    """Finish a round: faults become findings, each inspector gets his evidence.

    `started_at` and `finished_at` say when it was walked, if it is written down later. Oddities
    (too fast, photo seen before, back-filled) are recorded for the superior to ask about, and
    change nothing else. Raises ItemsOpen, NotWalking, RoundOver.
    """
    walk = locked_round(walk)
    require_walking(by, walk)
    answers = _answers(walk)
    photos = _photos(answers)
    _require_complete(walk, answers, photos)
    walk.started_at = started_at or walk.started_at
    walk.finished_at = finished_at
    persons = [row.person for row in walk.inspectors.select_related("person")]
    return conclude(by=by, walk=walk, answers=answers, photos=photos, persons=persons, at=at)


def conclude(
    *,
    by: Actor,
    walk: Round,
    answers: Sequence[Answer],
    photos: Mapping[int, bool],
    persons: Sequence[Person],
    at: datetime,
) -> Round:
    """Write down that a locked and complete round is finished, with all that follows from it.

    `photos` says of each answer that has some whether one of them was seen before.
    """
    walk.finished_at = min(walk.finished_at or at, at)
    walk.started_at = min(walk.started_at or at, walk.finished_at)
    walk.recorded_at = at
    walk.state = RoundState.FINISHED
    walk.save()
    _note_oddities(walk, answers, photos, at)
    findings = _open_findings(by, walk, answers, at)
    submit_group_evidence(
        by=by,
        kind="inspections.round_done",
        source=round_key(walk),
        persons=persons,
        post=walk.post,
        unit=walk.unit,
        place=walk.place,
        occurred_at=walk.finished_at,
        recorded_at=at,
        about=round_key(walk),
        snapshot={"label": walk.title, "items": walk.items, "faults": walk.faults},
    )
    write_round(by, walk, "round_finished", at, items=walk.items, findings=len(findings))
    return walk


@transaction.atomic
def abandon_round(*, by: Actor, walk: Round, reason: str, at: datetime) -> Round:
    """Break a round off with a reason; what was already seen becomes findings all the same."""
    walk = locked_round(walk)
    person = require_walking(by, walk)
    if not reason.strip():
        raise ReasonMissing
    Abandonment.objects.create(round=walk, by=person, reason=reason, at=at)
    walk.state = RoundState.ABANDONED
    walk.save(update_fields=["state"])
    findings = _open_findings(by, walk, _answers(walk), at)
    write_round(by, walk, "round_abandoned", at, reason, findings=len(findings))
    return walk


@transaction.atomic
def void_round(*, by: Actor, walk: Round, reason: str, at: datetime) -> RoundVoid:
    """Declare a finished round void with a reason; its evidence is withdrawn, findings stay."""
    walk = locked_round(walk)
    by.require(Inspections.ROUND_VOID, walk.unit_path)
    if walk.state != RoundState.FINISHED or by.person is None:
        raise RoundOver(state=walk.get_state_display())
    if not reason.strip():
        raise ReasonMissing
    void = RoundVoid.objects.create(round=walk, by=by.person, reason=reason, at=at)
    walk.state = RoundState.VOID
    walk.save(update_fields=["state"])
    withdraw_evidence(by=by, source=round_key(walk), reason=reason, at=at)
    write_round(by, walk, "round_voided", at, reason)
    return void


@transaction.atomic
def open_finding(*, by: Actor, answer: Answer, at: datetime) -> Finding:
    """Enter the fault of an answer in the ledger at once, while the round goes on."""
    walk = locked_round(answer.round)
    require_walking(by, walk)
    answer = Answer.objects.select_related("item", "by").get(pk=answer.pk)
    known = Finding.objects.filter(answer=answer).first()
    return known or _open_finding(by, walk, answer, at)


def _answers(walk: Round) -> list[Answer]:
    return list(
        Answer.objects.filter(round=walk).select_related("item", "by").order_by("item__position")
    )


def _require_complete(walk: Round, answers: Sequence[Answer], photos: Mapping[int, bool]) -> None:
    missing = [
        answer
        for answer in answers
        if needs_photo(answer.item, answer.verdict) and answer.pk not in photos
    ]
    unanswered = walk.items - len(answers)
    if unanswered or missing:
        raise ItemsOpen(unanswered=unanswered, photos=len(missing))


def _photos(answers: Sequence[Answer]) -> dict[int, bool]:
    """Return the answers that have photos, and whether one of them was seen before."""
    rows = Attachment.objects.filter(
        subject_type=ANSWER, subject_id__in=[answer.pk for answer in answers]
    )
    seen: dict[int, bool] = {}
    for answer_id, before in rows.order_by("id").values_list("subject_id", "seen_before"):
        seen[answer_id] = seen.get(answer_id, False) or before
    return seen


def _note_oddities(
    walk: Round, answers: Sequence[Answer], photos: Mapping[int, bool], at: datetime
) -> None:
    if walk.started_at is None or walk.finished_at is None:
        return
    day = day_at(at, walk.unit)
    looked_at = [each for each in answers if each.verdict != Verdict.NOT_APPLICABLE]
    seconds = float(criterion("inspections.seconds_per_item", day))
    back_fill = timedelta(days=int(criterion("duties.back_fill_days", day)))
    found: dict[str, dict[str, object]] = {}
    if too_fast(walk.started_at, walk.finished_at, len(looked_at), seconds):
        took = int((walk.finished_at - walk.started_at).total_seconds())
        found[Oddity.TOO_FAST] = {"seconds": took, "items": len(looked_at)}
    again = sorted(answer_id for answer_id, before in photos.items() if before)
    if again:
        found[Oddity.PHOTO_SEEN] = {"answers": again}
    if at - walk.finished_at > back_fill:
        found[Oddity.BACK_FILLED] = {"days": (at - walk.finished_at).days}
    RoundOddity.objects.bulk_create(
        RoundOddity(round=walk, kind=kind, detail=detail, at=at) for kind, detail in found.items()
    )


def _open_findings(
    by: Actor, walk: Round, answers: Sequence[Answer], at: datetime
) -> list[Finding]:
    faults = [
        answer
        for answer in answers
        if answer.verdict == Verdict.FAULT and answer.item.opens_finding
    ]
    if not faults:
        return []
    known = set(Finding.objects.filter(round=walk).values_list("answer_id", flat=True))
    return [_open_finding(by, walk, each, at) for each in faults if each.pk not in known]


def _open_finding(by: Actor, walk: Round, answer: Answer, at: datetime) -> Finding:
    item = answer.item
    others = walk.inspectors.exclude(person=answer.by_id).select_related("person").order_by("id")
    second = others.first()
    return enter_finding(
        by=by,
        details=Details(
            title=(answer.text.strip() or item.finding_title or item.text)[:200],
            unit=walk.unit,
            place=walk.place,
            description=answer.text if len(answer.text) > 200 else "",
            kind=walk.kind,
            category=item.category,
            clause=item.clause,
            grade=answer.wanted_grade or item.finding_grade,
            grade_reason=answer.grade_reason or item.text,
            risk=item.finding_risk,
            proposed_measures=item.finding_measures,
            found_at=min(answer.answered_at, walk.finished_at or at),
            finder=answer.by,
            second_finder=second.person if second else None,
            origin=Origin.ROUND,
            round=walk,
            answer=answer,
        ),
        at=at,
    )
