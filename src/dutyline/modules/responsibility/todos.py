"""What waits for a person in responsibility: his card to accept, cards of his line to review."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.registry import Todo, TodoSource
from dutyline.modules.responsibility.addresses import (
    url_for_goal,
    url_for_letter,
    url_for_version,
)
from dutyline.modules.responsibility.models import CardVersion, Goal, Letter, LetterState
from dutyline.modules.responsibility.operations.days import accept_by, end_of
from dutyline.modules.responsibility.queries.letters import LetterQuerySet


def cards_to_accept(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the cards of the person's posts he has not accepted yet; one statement."""
    today = timezone.localdate()
    rows = CardVersion.objects.to_accept(person_id, today).held_since(person_id, today)
    return _todos(
        rows.order_by("valid_from", "id"),
        limit,
        pgettext_lazy("todo", "Read and accept"),
        lambda row: _by(accept_by(row.valid_from, row.since, today)),
    )


def cards_to_review(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the cards of the person's line that wait for his review; one statement."""
    rows = CardVersion.objects.to_review(person_id, timezone.localdate())
    return _todos(rows.order_by("asked_at", "id"), limit, pgettext_lazy("todo", "Review"))


def goals_to_promise(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the goals passed on to the person's posts; one statement."""
    rows = Goal.objects.to_promise(person_id, timezone.localdate())
    return _of_goals(rows, limit, pgettext_lazy("todo", "Promise"))


def goals_to_consent(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the smaller promises that wait for the person's consent; one statement."""
    rows = Goal.objects.to_consent(person_id, timezone.localdate())
    return _of_goals(rows, limit, pgettext_lazy("todo", "Decide"))


def letters_to_sign(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the person's own letters that are open for signing; one statement.

    A refused one comes back when the superior has answered, so that it is on somebody's list.
    """
    rows = Letter.objects.to_sign(person_id).mine_to_move()
    return [
        Todo(
            title=_("Responsibility letter {year}: {post}").format(
                year=row.round.year, post=row.post.title
            ),
            hint=_("Your superior wants to talk about it")
            if row.refused_at
            else row.post.unit.name,
            url=url_for_letter(row.pk),
            action=pgettext_lazy("todo", "Read and sign"),
            due_at=_by(row.due_on),
        )
        for row in _near(rows, limit)
    ]


def letters_to_countersign(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the letters of the person's people that wait for his signature; one statement."""
    rows = Letter.objects.running().of_superior(person_id, timezone.localdate())
    address = reverse("responsibility:letters_countersignature")
    return [
        Todo(
            title=_("Letter of {name}").format(name=row.person.name),
            hint=row.post.with_unit,
            url=f"{address}?letter={row.pk}",
            action=pgettext_lazy("todo", "Sign"),
            due_at=_by(row.due_on),
        )
        for row in _near(rows.in_state(LetterState.HELD), limit)
    ]


def refusals_to_answer(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the refused letters of the person's people; one statement."""
    rows = Letter.objects.running().of_superior(person_id, timezone.localdate())
    return [
        Todo(
            title=_("{name} does not sign").format(name=row.person.name),
            hint=row.post.with_unit,
            url=reverse("responsibility:letter_answer", args=[row.pk]),
            action=pgettext_lazy("todo", "Answer"),
            due_at=None,
        )
        for row in _near(rows.unanswered(), limit)
    ]


def _near(rows: LetterQuerySet, limit: int) -> Iterable[Letter]:
    return rows.select_related("round", "person", "post__unit").order_by("due_on", "id")[:limit]


def _of_goals(rows: Any, limit: int, action: Any) -> list[Todo]:
    found: Iterable[Goal] = rows.select_related("post__unit").order_by("id")[:limit]
    return [
        Todo(
            title=_("Goal: {goal}").format(goal=row.text),
            hint=row.post.with_unit,
            url=url_for_goal(row.pk),
            action=action,
            due_at=None,
        )
        for row in found
    ]


def _by(day: date | None) -> datetime | None:
    """Return the end of a day, where the person is."""
    return end_of(day, timezone.get_current_timezone()) if day else None


def _todos(
    rows: Any,
    limit: int,
    action: Any,
    due: Callable[[Any], datetime | None] = lambda _row: None,
) -> list[Todo]:
    found: Iterable[CardVersion] = rows.select_related("card__post__unit")[:limit]
    return [
        Todo(
            title=_("Post card: {post}").format(post=row.card.post.title),
            hint=row.card.post.unit.name,
            url=url_for_version(row),
            action=action,
            due_at=due(row),
        )
        for row in found
    ]


SOURCES = (
    TodoSource(
        "responsibility.cards_to_accept", gettext_lazy("Post cards to accept"), cards_to_accept
    ),
    TodoSource(
        "responsibility.cards_to_review", gettext_lazy("Post cards to review"), cards_to_review
    ),
    TodoSource(
        "responsibility.goals_to_promise", gettext_lazy("Goals to promise"), goals_to_promise
    ),
    TodoSource(
        "responsibility.goals_to_consent",
        gettext_lazy("Smaller promises to decide on"),
        goals_to_consent,
    ),
    TodoSource("responsibility.letters_to_sign", gettext_lazy("Letters to sign"), letters_to_sign),
    TodoSource(
        "responsibility.letters_to_countersign",
        gettext_lazy("Letters of my people to sign"),
        letters_to_countersign,
    ),
    TodoSource(
        "responsibility.refusals_to_answer",
        gettext_lazy("Refusals to answer"),
        refusals_to_answer,
    ),
)
