"""What of responsibility enters the log nobody can rewrite: publications, promises, signatures."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import LedgerSource
from dutyline.modules.responsibility.models import (
    COLUMNS,
    BudgetUse,
    CardAcceptance,
    CardPublication,
    GoalConsent,
    GoalResult,
    GoalStep,
    LetterAnswer,
    LetterChange,
    LetterRefusal,
    LetterSignature,
    LetterText,
)

PUBLISHED = (
    "card_id",
    "number",
    "deputies",
    "duties",
    "clauses",
    "place",
    "responsible",
    "published_at",
    "published_by_name",
    "valid_from",
)
ACCEPTED = ("version_id", "person_id", "person_name", "words", "at", "recorded_at")

GOAL = (
    "year",
    "parent_id",
    "post_id",
    "text_en",
    "text_zh",
    "measure",
    "indicator",
    "figure_unit",
    "comparison",
)
"""What of a goal never changes."""
STEP = ("goal_id", "act", "target", "due_on", "reason", "by_id", "by_name", "by_post", "at")
CONSENT = ("step_id", "granted", "reason", "by_id", "by_name", "by_post", "at")
RESULT = ("goal_id", "value", "on", "words", "by_id", "by_name", "at")
USE = ("line_id", "amount", "spent_on", "what", "corrects_id", "by_id", "by_name", "at")
SIGNATURE = "responsibility.letter_signature"
TEXT = (
    "round_id",
    "post_id",
    "number",
    "card_version_id",
    "content",
    "sha256",
    "at",
)
CHANGE = ("text_id", "kind", "reference", "at")
REFUSAL = ("letter_id", "text_id", "reason", "by_id", "by_name", "at")
ANSWER = ("refusal_id", "kind", "words", "by_id", "by_name", "by_post", "at")
SIGNED = (
    "letter_id",
    "text_id",
    "party",
    "person_id",
    "person_name",
    "person_post",
    "meaning",
    "sha256",
    "confirmed_at",
    "confirmed_by",
    "way_in",
    "way_in_by",
    "way_in_at",
    "way_in_first",
    "host_id",
    "host_name",
    "drawing_sha256",
    "at",
)


def _published() -> QuerySet[CardPublication]:
    return CardPublication.objects.select_related("version").prefetch_related(
        "version__deputy_posts"
    )


def _publication(row: CardPublication) -> Mapping[str, Any]:
    version = row.version
    told = {name: getattr(version, name) for name in PUBLISHED}
    words = {name: getattr(version, name) for name in COLUMNS if getattr(version, name)}
    stand_in = sorted((each.pk, each.post_id, each.title) for each in version.deputy_posts.all())
    posts = [{"post_id": post, "title": title} for _pk, post, title in stand_in]
    return told | {"version_id": version.pk, "words": words, "deputy_posts": posts}


def _fields(*names: str) -> Callable[[Model], Mapping[str, Any]]:
    return lambda row: {name: getattr(row, name) for name in names}


def _steps() -> QuerySet[GoalStep]:
    return GoalStep.objects.select_related("goal")


def _step(row: GoalStep) -> Mapping[str, Any]:
    told = {name: getattr(row, name) for name in STEP}
    return told | {"goal": {name: getattr(row.goal, name) for name in GOAL}}


def _uses() -> QuerySet[BudgetUse]:
    return BudgetUse.objects.select_related("line")


def _use(row: BudgetUse) -> Mapping[str, Any]:
    told = {name: getattr(row, name) for name in USE}
    line = row.line
    return told | {"line": {name: getattr(line, name) for name in ("year", "unit_id", "purpose")}}


def signature_payload(row: LetterSignature) -> Mapping[str, Any]:
    """Return what of a signature is bound: who signed which words, as what, when he proved it."""
    return {name: getattr(row, name) for name in SIGNED}


SOURCES = (
    LedgerSource("responsibility.card_published", _("Post card"), _published, _publication),
    LedgerSource(
        "responsibility.card_accepted",
        _("Acceptance of a post card"),
        CardAcceptance.objects.all,
        _fields(*ACCEPTED),
    ),
    LedgerSource("responsibility.goal_step", _("Promise of a goal"), _steps, _step),
    LedgerSource(
        "responsibility.goal_consent",
        _("Consent to a smaller promise"),
        GoalConsent.objects.all,
        _fields(*CONSENT),
    ),
    LedgerSource(
        "responsibility.goal_result",
        _("Result of a goal"),
        GoalResult.objects.all,
        _fields(*RESULT),
    ),
    LedgerSource("responsibility.budget_use", _("Use of the safety budget"), _uses, _use),
    LedgerSource(
        "responsibility.letter_text",
        _("Text of a responsibility letter"),
        LetterText.objects.all,
        _fields(*TEXT),
    ),
    LedgerSource(
        "responsibility.letter_change",
        _("Change of a responsibility letter"),
        LetterChange.objects.all,
        _fields(*CHANGE),
    ),
    LedgerSource(
        SIGNATURE,
        _("Signature of a responsibility letter"),
        LetterSignature.objects.all,
        signature_payload,
    ),
    LedgerSource(
        "responsibility.letter_refusal",
        _("Refusal of a responsibility letter"),
        LetterRefusal.objects.all,
        _fields(*REFUSAL),
    ),
    LedgerSource(
        "responsibility.letter_answer",
        _("Answer to a refusal"),
        LetterAnswer.objects.all,
        _fields(*ANSWER),
    ),
)
