"""What the text of a letter is made from, so that exactly those it no longer fits are found.

Marks are small and read for hundreds of posts at once: whether words must be written anew is known
before a word is written.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.organisation.line import posts_on, superiors_on
from dutyline.kernel.organisation.models import Appointment, PostVersion
from dutyline.modules.responsibility.models import (
    CardVersion,
    Goal,
    GoalState,
    Letter,
    LetterRound,
)
from dutyline.modules.responsibility.rules.letters import apart


@dataclass(frozen=True)
class Line:
    """The line of a round on a day: its posts, who is above whom, who holds what.

    `above` names only posts of the round.
    """

    letters: LetterRound
    on: date
    posts: frozenset[int]
    above: Mapping[int, int | None]
    held: Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Material:
    """What the letter of a post is made from on a day."""

    post: PostVersion
    superior: PostVersion | None
    card: CardVersion
    goals: Sequence[Goal]
    clauses: Sequence[CatalogueItem]
    marks: Mapping[str, Any]


def line_of(letters: LetterRound, on: date) -> Line:
    """Return the line of a round in four statements, however many posts it has."""
    posts = frozenset(posts_on(on, [letters.unit.path]).values_list("post", flat=True))
    above = {
        post: superior if superior in posts else None
        for post, superior in superiors_on(on).items()
        if post in posts
    }
    held: dict[int, set[int]] = defaultdict(set)
    rows = Appointment.objects.on(on).filter(
        post__in=posts_on(on, [letters.unit.path]).values("post")
    )
    for post, person in rows.values_list("post", "person").iterator():
        held[post].add(person)
    return Line(
        letters, on, posts, above, {post: frozenset(persons) for post, persons in held.items()}
    )


def materials_of(line: Line, posts: Collection[int]) -> dict[int, Material]:
    """Return what the letters of some posts are made from; without a card in force, none.

    Three statements, for some hundred posts at once.
    """
    on, letters = line.on, line.letters
    versions = CardVersion.objects.on(on).filter(card__post__in=posts).select_related("card")
    cards: dict[int, CardVersion] = {version.card.post_id: version for version in versions}
    named = {above for post in posts if (above := line.above.get(post)) is not None}
    rows = PostVersion.objects.on(on).filter(post__in={*posts, *named}).select_related("unit")
    told: dict[int, PostVersion] = {row.post_id: row for row in rows}
    goals = _goals(letters.year, cards)
    law = {row.key: row for row in catalogue("clause", on)}
    terms = terms_of(letters)
    found = {}
    for pk, card in cards.items():
        if pk not in told:
            continue
        above = line.above.get(pk)
        clauses = [law[key] for key in card.clauses if key in law]
        marks = {
            "post": [told[pk].title, told[pk].unit_id],
            "superior": above,
            "card": card.pk,
            "goal": [[each.pk, *_mark(each)] for each in goals.get(pk, ())],
            "law": {row.key: _digest(cited(row)) for row in clauses},
            "terms": terms,
        }
        superior = told.get(above) if above else None
        found[pk] = Material(told[pk], superior, card, goals.get(pk, ()), clauses, marks)
    return found


def is_outdated(letter: Letter, on: date) -> bool:
    """Say whether card, goals, law, post or terms are no longer what its words were made from.

    Who is above is left to the sweep, which reads the whole line. Four statements.
    """
    text = letter.text
    above = {letter.post_id: text.marks["superior"]}
    line = Line(letter.round, on, frozenset({letter.post_id}), above, {})
    made = materials_of(line, [letter.post_id]).get(letter.post_id)
    return made is not None and bool(apart(text.marks, made.marks))


def _goals(year: int, posts: Iterable[int]) -> dict[int, list[Goal]]:
    """Return the goals posts promised for a year."""
    found: dict[int, list[Goal]] = defaultdict(list)
    rows = Goal.objects.filter(year=year, post__in=list(posts), state=GoalState.PROMISED)
    for row in rows.order_by("id"):
        found[row.post_id].append(row)
    return found


def _mark(goal: Goal) -> tuple[str, str]:
    target, due = goal.promised_target, goal.promised_due_on
    return (
        format(target.normalize(), "f") if target is not None else "",
        due.isoformat() if due else "",
    )


def terms_of(letters: LetterRound) -> list[Any]:
    """Return what marks the terms of a round, its partner and its template."""
    partner = (letters.partner_for, letters.partner_post_id, letters.partner_person_id)
    said = (letters.language, letters.terms_en, letters.terms_zh, *map(str, partner))
    return [letters.template_id, _digest(said)]


def cited(row: CatalogueItem) -> tuple[str, ...]:
    """Return what letters say of a clause, in both languages."""
    return (
        row.instrument_en,
        row.instrument_zh,
        row.clause_en,
        row.clause_zh,
        row.label_en,
        row.label_zh,
    )


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]
