"""Letters of a year are opened from the top."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import Letter, LetterRound
from dutyline.modules.responsibility.operations.letters.following import follow_round
from dutyline.modules.responsibility.operations.letters.refusals import NotGenerated, RoundOpened
from dutyline.modules.responsibility.operations.letters.shared import (
    locked_round,
    settle_openings,
    tell_opened,
    tell_round,
)
from dutyline.modules.responsibility.permissions import Responsibility


@transaction.atomic
def open_round(*, by: Actor, letters: LetterRound, on: date, at: datetime) -> list[Letter]:
    """Open the letters of the top for signing; each signature opens those below it.

    What was decided or changed since they were generated stands in them by then. Raises
    NotGenerated, RoundOpened.
    """
    row = locked_round(letters)
    by.require(Responsibility.LETTER_MANAGE, row.unit.path)
    if row.opened_at is not None:
        raise RoundOpened
    if row.generated_at is None:
        raise NotGenerated
    follow_round(by=by, letters=row, on=on, at=at)
    row.opened_at, row.opened_by_name = at, by.name
    row.save(update_fields=["opened_at", "opened_by_name"])
    opened = settle_openings(row, on, at)
    tell_round(by, row, "letters_opened", at)
    tell_opened(row, opened, by, at)
    return opened
