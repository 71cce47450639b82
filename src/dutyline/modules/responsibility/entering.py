"""What of responsibility enters the log nobody can rewrite: publications, promises, signatures."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import LedgerSource
from dutyline.modules.responsibility.models import (
    COLUMNS,
    CardAcceptance,
    CardPublication,
    GoalConsent,
    GoalStep,
    LetterSignature,
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
SIGNATURE = "responsibility.letter_signature"
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
    "at",
)


def _published() -> QuerySet[CardPublication]:
    return CardPublication.objects.select_related("version")


def _publication(row: CardPublication) -> Mapping[str, Any]:
    version = row.version
    told = {name: getattr(version, name) for name in PUBLISHED}
    words = {name: getattr(version, name) for name in COLUMNS if getattr(version, name)}
    return told | {"version_id": version.pk, "words": words}


def _acceptance(row: CardAcceptance) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in ACCEPTED}


def _steps() -> QuerySet[GoalStep]:
    return GoalStep.objects.select_related("goal")


def _step(row: GoalStep) -> Mapping[str, Any]:
    told = {name: getattr(row, name) for name in STEP}
    return told | {"goal": {name: getattr(row.goal, name) for name in GOAL}}


def _consent(row: GoalConsent) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in CONSENT}


def signature_payload(row: LetterSignature) -> Mapping[str, Any]:
    """Return what of a signature is bound: who signed which words, as what, when he proved it."""
    return {name: getattr(row, name) for name in SIGNED}


SOURCES = (
    LedgerSource("responsibility.card_published", _("Post card"), _published, _publication),
    LedgerSource(
        "responsibility.card_accepted",
        _("Acceptance of a post card"),
        CardAcceptance.objects.all,
        _acceptance,
    ),
    LedgerSource("responsibility.goal_step", _("Promise of a goal"), _steps, _step),
    LedgerSource(
        "responsibility.goal_consent",
        _("Consent to a smaller promise"),
        GoalConsent.objects.all,
        _consent,
    ),
    LedgerSource(
        SIGNATURE,
        _("Signature of a responsibility letter"),
        LetterSignature.objects.all,
        signature_payload,
    ),
)
