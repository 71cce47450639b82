"""Letters of a year are opened from the top."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import LetterRound
from dutyline.modules.responsibility.operations.letters.following import follow_in_parts
from dutyline.modules.responsibility.operations.letters.refusals import NotGenerated, RoundOpened
from dutyline.modules.responsibility.operations.letters.shared import (
    Progress,
    held_round,
    locked_round,
    settle_openings,
    tell_opened,
    tell_round,
    unheard,
)
from dutyline.modules.responsibility.permissions import Responsibility


@transaction.atomic
def open_round(*, by: Actor, letters: LetterRound, on: date, at: datetime) -> int:
    """Open the letters of the top for signing; each signature opens those below it.

    What was decided or changed since they were generated stands in them by then. Returns how many
    opened. Raises NotGenerated, RoundOpened.
    """
    _require_shut(by, locked_round(letters))
    return open_in_parts(by=by, letters=letters, on=on, at=at)


def open_in_parts(
    *,
    by: Actor,
    letters: LetterRound,
    on: date,
    at: datetime,
    progress: Progress = unheard,
) -> int:
    """Do what `open_round` does for very many: they follow in parts, then open at one stroke.

    Begun again with the same `at` it goes on where it was stopped, and opens once.
    """
    with held_round(letters) as row:
        _require_shut(by, row, at)
    if row.opened_at is None:
        follow_in_parts(by=by, letters=row, on=on, at=at, progress=progress)
    with held_round(letters) as row:
        _require_shut(by, row, at)
        if row.opened_at is None:
            row.opened_at, row.opened_by_name = at, by.name
            row.save(update_fields=["opened_at", "opened_by_name"])
            opened = settle_openings(row, on, at)
            tell_round(by, row, "letters_opened", at)
            tell_opened(row, opened, by, at)
    return row.letters.filter(opened_at=at).count()


def _require_shut(by: Actor, row: LetterRound, at: datetime | None = None) -> None:
    by.require(Responsibility.LETTER_MANAGE, row.unit.path)
    if row.opened_at not in (None, at):
        raise RoundOpened
    if row.generated_at is None:
        raise NotGenerated
