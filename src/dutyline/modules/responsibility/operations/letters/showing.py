"""What somebody lets his people see of his own letter."""

from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import Letter, ShownBelow
from dutyline.modules.responsibility.operations.letters.refusals import NotYourLetter
from dutyline.modules.responsibility.operations.letters.shared import locked, tell


@transaction.atomic
def show_below(*, by: Actor, letter: Letter, shown: ShownBelow, at: datetime) -> Letter:
    """Decide what those one signs with may see of one's own letter; raises NotYourLetter."""
    row = locked(letter)
    if not by.is_person(row.person_id):
        raise NotYourLetter
    row.shown_below = shown
    row.save(update_fields=["shown_below"])
    tell(by, row, "letter_shown", at, shown=str(shown))
    return row
