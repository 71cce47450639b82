"""What counts as complete, in time, and late; pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Person, Post
from dutyline.kernel.registry import Text


@dataclass(frozen=True)
class Five:
    """The five implementations: responsibility, measures, funds, time limit, plan.

    `funds` may be 0 (costs nothing) but for a complete five not None (nobody thought of it).
    """

    owner: Person
    due_on: date
    measures: str = ""
    funds: Decimal | None = None
    contingency_plan: str = ""
    interim_control: str = ""
    owner_post: Post | None = None
    verifier: Person | None = None

    def missing(self) -> list[Text]:
        """Return the names of what is not said yet."""
        lacking: list[Text] = []
        if not self.measures.strip():
            lacking.append(_("measures"))
        if self.funds is None:
            lacking.append(_("funds"))
        if not self.contingency_plan.strip():
            lacking.append(_("emergency plan"))
        return lacking


@dataclass(frozen=True)
class Rung:
    """A step of the escalation ladder: from so many days over, tell so many superiors up."""

    number: int
    stage: str
    days_over: int
    up: int


def overdue_since(rung: Rung, now: datetime) -> datetime:
    """Return the latest deadline that is `days_over` calendar days over at `now`.

    A deadline is the end of its day, so the first day over begins at the deadline itself.
    """
    return now - timedelta(days=rung.days_over - 1)


def is_back_filled(done_at: datetime, reported_at: datetime, days: int) -> bool:
    """Say whether a repair was written down more than `days` days after it was finished."""
    return reported_at - done_at > timedelta(days=days)


def is_in_time(done_at: datetime, due_at: datetime, *, back_filled: bool) -> bool:
    """Say whether a repair counts as in time: done before the deadline, written down soon."""
    return done_at < due_at and not back_filled
