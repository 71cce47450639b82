"""The sweep that tells the older months while people look around, and how far it is."""

from dataclasses import dataclass
from datetime import datetime

from dutyline.shell.demo.stage import EnterpriseStage
from dutyline.shell.demo.tale import ENGLISH
from dutyline.shell.demo.telling import Story
from dutyline.shell.demo.times import Times
from dutyline.shell.sign_in.installation import offered
from dutyline.shell.sign_in.models import Installation


@dataclass(frozen=True)
class Progress:
    """How much of the demonstration is told: in days, and the same in months for people."""

    told: int
    to_tell: int
    of_months: int

    @property
    def months(self) -> int:
        """Return how many months are told."""
        return self.told * self.of_months // self.to_tell


def progress() -> Progress | None:
    """Return how far the demonstration is told; None once it is, and in a real installation."""
    row = _untold()
    return Progress(row.told, row.to_tell, Times(row.begun_at).months) if row else None


def go_on(_now: datetime) -> int:
    """Tell what is left of the demonstration to its end; return how many days that were.

    A sweep: broken off, it goes on from the day it came to.
    """
    row = _untold()
    if row is None:
        return 0
    first = offered().first()
    language = first.account.language if first else ENGLISH
    story = Story(EnterpriseStage(Times(row.begun_at), language))
    recent = len(story.recent_days)
    if row.told < recent:
        story.tell_recent(row.told, strict=False)
    return story.tell_older(max(row.told, recent))


def _untold() -> Installation | None:
    row = Installation.objects.filter(kind=Installation.Kind.DEMO).first()
    return row if row and row.told < row.to_tell else None
