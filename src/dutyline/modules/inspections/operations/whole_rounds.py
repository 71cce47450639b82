"""Writing a whole round down at once, as from paper."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Person
from dutyline.modules.inspections.models import Answer, Item, Round, RoundState, Verdict
from dutyline.modules.inspections.operations.finishing import conclude
from dutyline.modules.inspections.operations.refusals import ItemsOpen, NotWalking, RoundOver
from dutyline.modules.inspections.operations.rounds import (
    Given,
    answer_values,
    join,
    locked_round,
    newest_version,
    require_time_to_begin,
    write_round,
)
from dutyline.modules.inspections.rules.rounds import needs_photo


@transaction.atomic
def walk_round(
    *,
    by: Actor,
    walk: Round,
    given: Mapping[Item, Given],
    started_at: datetime,
    finished_at: datetime,
    at: datetime,
    second: Person | None = None,
) -> Round:
    """Write a due round down that was walked from one moment to another, with all its answers.

    It is what beginning, answering and finishing it would have been. Answers that need a photo
    cannot be given this way. Raises what `start_round` and `finish_round` raise.
    """
    walk = locked_round(walk)
    require_time_to_begin(by, walk, started_at)
    if by.person is None:
        raise NotWalking
    if walk.state != RoundState.DUE:
        raise RoundOver(state=walk.get_state_display())
    walk.version = newest_version(walk.version.checklist)
    walk.items = walk.version.items.count()
    answers = [
        Answer(
            round=walk,
            item=item,
            by=by.person,
            answered_at=min(finished_at, at),
            **answer_values(walk, item, said),
        )
        for item, said in given.items()
    ]
    photos = [each for each in answers if needs_photo(each.item, each.verdict)]
    if photos or walk.items != len(answers):
        raise ItemsOpen(unanswered=walk.items - len(answers), photos=len(photos))
    join(by, walk, second)
    walk.answered = len(Answer.objects.bulk_create(answers))
    walk.faults = sum(each.verdict == Verdict.FAULT for each in answers)
    walk.started_at, walk.finished_at = started_at, finished_at
    write_round(by, walk, "round_started", started_at)
    persons = [each for each in (by.person, second) if each is not None]
    return conclude(by=by, walk=walk, answers=answers, photos={}, persons=persons, at=at)
