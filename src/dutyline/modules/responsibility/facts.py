"""Tells again what responsibility proves, for a replay over an empty evidence table."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet, Sum

from dutyline.kernel.registry import Fact
from dutyline.modules.responsibility.keys import (
    acceptance_key,
    goal_key,
    letter_key,
    result_key,
    signature_key,
    step_key,
    use_key,
    version_key,
)
from dutyline.modules.responsibility.models import (
    BudgetUse,
    CardAcceptance,
    CardVersion,
    GoalAct,
    GoalResult,
    GoalStep,
    LetterSignature,
    Party,
)
from dutyline.modules.responsibility.operations.days import moment_on

CHUNK = 500


def cards_published() -> Iterator[Fact]:
    """Yield every publication of a card by a person."""
    rows = CardVersion.objects.filter(published_by__isnull=False).select_related("card__post")
    for version in rows.order_by("id").iterator(chunk_size=CHUNK):
        if version.published_at is None or version.published_by_id is None:
            continue  # never so: the database asks both of a published version
        yield Fact(
            kind="responsibility.card_published",
            source=version_key(version.pk),
            person_id=version.published_by_id,
            unit_id=version.card.post.unit_id,
            about=version_key(version.pk),
            occurred_at=version.published_at,
            recorded_at=version.published_at,
            snapshot={"label": version.card.post.title, "number": version.number},
        )


def cards_accepted() -> Iterator[Fact]:
    """Yield every acceptance of a card."""
    rows = CardAcceptance.objects.select_related("version__card__post")
    for acceptance in rows.order_by("id").iterator(chunk_size=CHUNK):
        version = acceptance.version
        yield Fact(
            kind="responsibility.card_accepted",
            source=acceptance_key(acceptance.pk),
            person_id=acceptance.person_id,
            post_id=version.card.post_id,
            about=version_key(version.pk),
            occurred_at=acceptance.at,
            recorded_at=acceptance.recorded_at,
            snapshot={"label": version.card.post.title, "number": version.number},
        )


def goals_passed_on() -> Iterator[Fact]:
    """Yield every goal somebody passed down."""
    for step in _steps(GoalAct.PASSED_ON).iterator(chunk_size=CHUNK):
        yield _of_goal(step, "goal_passed_on", step.at)


def goals_promised() -> Iterator[Fact]:
    """Yield every promise that stands: set, promised as passed on, or consented to."""
    for step in _steps(GoalAct.SET, GoalAct.PROMISED).iterator(chunk_size=CHUNK):
        yield _of_goal(step, "goal_promised", step.at)
    asked = _steps(GoalAct.ASKED).select_related("goal__post", "consent")
    for step in asked.filter(consent__granted=True).iterator(chunk_size=CHUNK):
        yield _of_goal(step, "goal_promised", step.consent.at)


def goal_results() -> Iterator[Fact]:
    """Yield every result of a goal."""
    rows = GoalResult.objects.select_related("goal__post__unit")
    for row in rows.order_by("id").iterator(chunk_size=CHUNK):
        goal = row.goal
        yield Fact(
            kind="responsibility.goal_result",
            source=result_key(row.pk),
            person_id=row.by_id,
            unit_id=goal.post.unit_id,
            about=goal_key(goal.pk),
            occurred_at=moment_on(row.on, goal.post.unit, row.at),
            recorded_at=row.at,
            snapshot={"label": goal.post.title, "goal": str(goal.text)},
        )


def money_used() -> Iterator[Fact]:
    """Yield every use of money of which something is left."""
    rows = BudgetUse.objects.filter(corrects=None, by__isnull=False).annotate(
        back=Sum("corrections__amount")
    )
    for row in rows.select_related("line__unit").order_by("id").iterator(chunk_size=CHUNK):
        if row.amount + (row.back or 0) <= 0:
            continue
        unit = row.line.unit
        yield Fact(
            kind="responsibility.money_used",
            source=use_key(row.pk),
            person_id=row.by_id or 0,  # never so: only those of a person are asked for
            unit_id=unit.pk,
            occurred_at=moment_on(row.spent_on, unit, row.at),
            recorded_at=row.at,
            snapshot={"label": unit.name, "what": row.what, "amount": str(row.amount)},
        )


def letters_signed() -> Iterator[Fact]:
    """Yield every signature of a holder under his own letter."""
    yield from _signatures(Party.HOLDER, "letter_signed")


def letters_countersigned() -> Iterator[Fact]:
    """Yield every signature of a superior under a letter of his people."""
    yield from _signatures(Party.SUPERIOR, "letter_countersigned")


def _signatures(party: Party, kind: str) -> Iterator[Fact]:
    rows = LetterSignature.objects.filter(party=party).select_related(
        "letter__post__unit", "letter__round"
    )
    for row in rows.order_by("id").iterator(chunk_size=CHUNK):
        letter = row.letter
        yield Fact(
            kind=f"responsibility.{kind}",
            source=signature_key(row.pk),
            person_id=row.person_id,
            unit_id=letter.post.unit_id,
            about=letter_key(letter.pk),
            occurred_at=row.at,
            recorded_at=row.at,
            snapshot={"label": letter.post.title, "year": letter.round.year},
        )


def _steps(*acts: GoalAct) -> "QuerySet[GoalStep]":
    rows = GoalStep.objects.filter(act__in=acts, by__isnull=False).select_related("goal__post")
    return rows.order_by("id")


def _of_goal(step: GoalStep, kind: str, at: datetime) -> Fact:
    goal = step.goal
    return Fact(
        kind=f"responsibility.{kind}",
        source=step_key(step.pk),
        person_id=step.by_id or 0,  # never so: only steps of a person are asked for
        unit_id=goal.post.unit_id,
        about=goal_key(goal.pk),
        occurred_at=at,
        recorded_at=at,
        snapshot={"label": goal.post.title, "goal": str(goal.text)},
    )
