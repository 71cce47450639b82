"""What the verbs of letters share."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.history.operations import Act, record, record_many
from dutyline.kernel.notifications.operations import Notice, notify_many
from dutyline.kernel.organisation.models import Person
from dutyline.modules.responsibility.keys import LETTER, LETTER_ROUND
from dutyline.modules.responsibility.models import Letter, LetterRound
from dutyline.modules.responsibility.operations.letters.refusals import LetterEnded
from dutyline.modules.responsibility.rules.letters import Standing

Row = TypeVar("Row")
Progress = Callable[[int, int], None]
AT_ONCE = 500
"""Rows one statement takes: SQLite bounds what a statement may carry."""


def in_parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows as many at once as a statement takes."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def read_in_parts(rows: "QuerySet[Letter]") -> Iterator[list[Letter]]:
    """Yield letters by id, as many at once; no reading stays open while each part is acted on.

    SQLite lets nobody write from a reading that another has written after.
    """
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield some
        last = some[-1].pk


def locked(letter: Letter) -> Letter:
    """Return a letter as it is now, held until the act is over, with what signing needs.

    Raises LetterEnded.
    """
    rows = Letter.objects.select_for_update(of=("self",))
    found: Letter = rows.select_related(
        "round__unit", "round__partner_post", "post__unit", "person", "text", "superior"
    ).get(pk=letter.pk)
    if found.ended_at is not None:
        raise LetterEnded
    return found


def locked_round(letters: LetterRound) -> LetterRound:
    """Return letters of a year as they are now, held until the act is over."""
    rows = LetterRound.objects.select_for_update(of=("self",)).select_related("unit", "template")
    found: LetterRound = rows.get(pk=letters.pk)
    return found


@contextmanager
def held_round(letters: LetterRound) -> Iterator[LetterRound]:
    """Hold letters of a year for one part of an act, and yield them as they are now.

    A part that belongs to no greater transaction is one of its own: nobody waits for all of them.
    """
    with transaction.atomic():
        yield locked_round(letters)


def unheard(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def standing_of(letter: Letter) -> Standing:
    """Return what is known of a letter, for the rules."""
    return Standing(
        opened=letter.opened_at is not None,
        signed=letter.signed_at is not None,
        countersigned=letter.countersigned_at is not None,
        refused=letter.refused_at is not None,
        stale=letter.stale_at is not None,
        ended=letter.ended_at is not None,
        due_on=letter.due_on,
    )


def settle_openings(
    letters: LetterRound, on: date, at: datetime, *, superiors: Iterable[int] | None = None
) -> list[Letter]:
    """Open what waits no more and shut what waits again; return what was opened, unread persons.

    A letter is open once somebody else who holds its superior post has signed his own; at the top
    once the round is open. `superiors` narrows this to the letters below some posts. Four
    statements, however many letters.
    """
    if letters.opened_at is None:
        return []
    rows: QuerySet[Letter] = Letter.objects.running().filter(round=letters, signed_at=None)
    if superiors is not None:
        rows = rows.filter(superior__in=list(superiors))
    ready = Q(superior=None) | Exists(_signed_above())
    rows.filter(~ready, opened_at__isnull=False).update(opened_at=None)
    opening = list(rows.filter(ready, opened_at=None).select_related("person", "post"))
    due = on + timedelta(days=letters.due_days)
    later = Greatest(Coalesce(F("due_on"), Value(due)), Value(due))
    for some in in_parts(opening):
        ids = [each.pk for each in some]
        Letter.objects.filter(pk__in=ids).update(opened_at=at, due_on=later)
    for each in opening:
        each.due_on = max(each.due_on or due, due)
    return opening


def tell_opened(letters: LetterRound, opened: list[Letter], by: Actor, at: datetime) -> None:
    """Tell those whose letters opened that they can sign them."""
    told = ((each, each.person_id) for each in opened)
    let_many_know(told, "letter_open", by=by, at=at, year=letters.year)


def tell(by: Actor, letter: Letter, verb: str, at: datetime, reason: str = "", **data: Any) -> None:
    """Write in the history what was done with a letter."""
    record(
        by=by,
        verb=f"responsibility.{verb}",
        subject=(LETTER, letter.pk, label_of(letter)),
        unit_path=letter.post.unit.path,
        at=at,
        reason=reason,
        **data,
    )


def tell_each(by: Actor, letters: Iterable[Letter], verb: str, at: datetime, **data: Any) -> None:
    """Write in the history what was done with many letters; persons, posts and units are loaded.

    `day` is by when each is to be signed.
    """
    acts = (
        Act(
            f"responsibility.{verb}",
            LETTER,
            each.pk,
            label_of(each),
            each.post.unit.path,
            "",
            {"day": each.due_on.isoformat() if each.due_on else "", **data},
        )
        for each in letters
    )
    record_many(by=by, at=at, acts=acts)


def tell_round(by: Actor, letters: LetterRound, verb: str, at: datetime, **data: Any) -> None:
    """Write in the history what was done with the letters of a year."""
    record(
        by=by,
        verb=f"responsibility.{verb}",
        subject=(LETTER_ROUND, letters.pk, letters.unit.name),
        unit_path=letters.unit.path,
        at=at,
        year=letters.year,
        **data,
    )


def label_of(letter: Letter) -> str:
    """Return what a letter is called in histories: who, in which post."""
    return f"{letter.person.name} · {letter.post.title}"


def let_know(
    persons: Iterable[Person], letter: Letter, verb: str, *, by: Actor, at: datetime, **data: Any
) -> None:
    """Tell people what was done with a letter."""
    let_many_know(((letter, each.pk) for each in persons), verb, by=by, at=at, **data)


def let_many_know(
    told: Iterable[tuple[Letter, int]], verb: str, *, by: Actor, at: datetime, **data: Any
) -> None:
    """Tell people, each by id, what was done with a letter of theirs; nobody what he did himself.

    The posts of the letters are loaded; `day` is by when each is to be signed.
    """
    notices = (
        Notice(
            person,
            letter.pk,
            f"responsibility.{verb}:{letter.pk}:{at.isoformat()}",
            {"by": by.name, "post": letter.post.title, "day": letter.due_on or "", **data},
        )
        for letter, person in told
        if not by.is_person(person)
    )
    notify_many(kind=f"responsibility.{verb}", subject_type=LETTER, notices=notices, at=at)


def post_of(by: Actor) -> str:
    """Return the post somebody acts from, as it is written beside his name."""
    return by.appointment.post.title if by.appointment else ""


def _signed_above() -> "QuerySet[Letter]":
    rows: QuerySet[Letter] = Letter.objects.running().filter(
        round=OuterRef("round"), post=OuterRef("superior"), signed_at__isnull=False
    )
    return rows.exclude(person=OuterRef("person"))
