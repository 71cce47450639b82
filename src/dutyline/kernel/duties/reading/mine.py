"""My duties: what I owe now, this month's line, and what I did lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
)

from dutyline.kernel.duties.models import (
    Cadence,
    Discharge,
    Evidence,
    Measure,
    Obligation,
    State,
)
from dutyline.kernel.duties.queries import ObligationQuerySet
from dutyline.kernel.duties.reading.items import Item, items
from dutyline.kernel.duties.reading.lines import DutyLine, person_duties
from dutyline.kernel.duties.rules.periods import calendar_period
from dutyline.kernel.duties.rules.states import Standing
from dutyline.kernel.organisation.models import Appointment
from dutyline.toolkit.prepared import Prepared, Slot, slots
from dutyline.toolkit.ui.line.grammar import Tick

MOST = 200
"""Things to do a list shows; nobody owes more at a time who can do them."""
DONE_LATELY = 10


@dataclass(frozen=True, slots=True)
class Done:
    """A piece of evidence a person left."""

    kind: str
    source: str
    label: str
    occurred_at: datetime
    recorded_at: datetime
    back_filled: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person sees of his own."""

    over: tuple[Item, ...]
    """Due moment past, still to be done."""
    today: tuple[Item, ...]
    later: tuple[Item, ...]
    measured: tuple[Item, ...]
    """Indicators read after this month, whose periods run; the line has those of this month."""
    line: tuple[Tick, ...]
    by_duty: tuple[DutyLine, ...]
    done: tuple[Done, ...]

    @property
    def owed_now(self) -> int:
        """Return how many things wait to be done by the end of today."""
        return len(self.over) + len(self.today)


def my_duties(person_id: int, *, today: date, now: datetime) -> Mine:
    """Return what a person owes: himself, together with others, and covering a vacancy.

    `today` is the day where he is; the line is that of its month. A fixed number of statements.
    """
    month = calendar_period(Cadence.MONTHLY, today, UTC).days
    lines = person_duties(person_id, month.first, month.last, now)
    posts = _posts(person_id, today)
    owing = _TO_DO.rows(len(posts), person=person_id, posts=posts, now=now, until=month.last)
    found = items(owing, now)
    to_do = [each for each in found if each.measure != Measure.INDICATOR]
    over = [each for each in to_do if each.standing in {Standing.OVER, Standing.MISSED}]
    ahead = [each for each in to_do if each.standing not in {Standing.OVER, Standing.MISSED}]
    return Mine(
        over=tuple(over),
        today=tuple(each for each in ahead if each.due_on <= today),
        later=tuple(each for each in ahead if each.due_on > today),
        measured=tuple(each for each in found if each.measure == Measure.INDICATOR),
        line=tuple(sorted((t for line in lines for t in line.ticks), key=lambda t: t.on or today)),
        by_duty=tuple(lines),
        done=tuple(_done(person_id)),
    )


def owed_now(person_id: int, *, today: date, now: datetime) -> int:
    """Return how many things a person has to do by the end of today, at most MOST."""
    owing = _to_do(person_id, _posts(person_id, today), now)
    return int(owing.filter(due_on__lte=today)[:MOST].count())


def _posts(person_id: int, today: date) -> list[int]:
    return _POSTS.rows(person=person_id, today=today)


def _to_do(
    person: int | Slot, posts: Sequence[int | Slot], now: datetime | Slot, also: Q | None = None
) -> ObligationQuerySet:
    answered_late = Discharge.objects.filter(obligation=OuterRef("pk"), dropped_at=None)
    still = Q(state=State.OPEN, starts_at__lte=now, version__indicator="")
    # An event stays to be done after its grace, until it is answered or its period closes.
    still |= Q(~Q(about=""), ~Exists(answered_late), state=State.MISSED)
    if also is not None:
        still |= also
    return Obligation.objects.answered_by(person, posts).filter(still, closed_at=None)


def _owing(how_many_posts: int) -> ObligationQuerySet:
    until: Any = Slot("until", DateField())
    measured = ~Q(version__indicator="") & Q(
        state=State.OPEN, starts_at__lte=_NOW, due_on__gt=until
    )
    rows = _to_do(_PERSON, slots("posts", BigIntegerField(), how_many_posts), _NOW, measured)
    return rows.select_related("version__duty", "person", "post", "unit").order_by("due_at", "id")[
        :MOST
    ]


def _appointed() -> QuerySet[Appointment, int]:
    today: Any = Slot("today", DateField())
    held: QuerySet[Appointment, int] = Appointment.objects.on(today).values_list(
        "post_id", flat=True
    )
    return held.filter(person=_PERSON)


_PERSON, _NOW = Slot("person", BigIntegerField()), Slot("now", DateTimeField())
_POSTS = Prepared(_appointed)
_TO_DO = Prepared(_owing)
_LATELY = Prepared(
    lambda: Evidence.objects.filter(person_id=_PERSON, withdrawal=None).order_by(
        "-occurred_at", "-id"
    )[:DONE_LATELY]
)


def _done(person_id: int) -> list[Done]:
    return [
        Done(
            kind=piece.kind,
            source=piece.source,
            label=str(piece.snapshot.get("label", "")),
            occurred_at=piece.occurred_at,
            recorded_at=piece.recorded_at,
            back_filled=piece.back_filled,
        )
        for piece in _LATELY.rows(person=person_id)
    ]
