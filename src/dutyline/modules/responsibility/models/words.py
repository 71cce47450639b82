"""The parts of a post card and the states of its versions."""

from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(models.TextChoices):
    """A part of a card that is written in words, in the order it is read."""

    JOB = "job", _("Job duties")
    GENERAL = "general", _("General duties")
    SAFETY = "safety", _("Safety duties")
    AUTHORITY = "authority", pgettext_lazy("post card", "Authority")
    SCOPE = "scope", _("Scope of responsibility")
    QUALIFICATION = "qualification", _("Qualifications")
    RISK = "risk", _("Risks of the post")
    EMERGENCY = "emergency", _("Emergency action")
    ASSESSMENT = "assessment", _("Assessment standard")


LANGUAGES = ("en", "zh")
"""A card is written in one of these, or in both."""

COLUMNS = tuple(f"{part}_{language}" for part in Part.values for language in LANGUAGES)
"""The columns of a version that hold its words; each line of one is one sentence of the card."""


LONGEST = 8000
"""Characters a part may have in one language."""

_LANGUAGE_WORDS = {"en": _("English"), "zh": _("Chinese")}


def part_in(part: models.TextChoices, language: str) -> str | Promise:
    """Name a part of a card or letter with one of its languages: "Safety duties (English)"."""
    words = pgettext_lazy("part of a paper, and its language", "{part} ({language})")
    return format_lazy(words, part=part.label, language=_LANGUAGE_WORDS[language])


class CardState(models.TextChoices):
    """How far a version of a card has come."""

    DRAFT = "draft", pgettext_lazy("post card", "Draft")
    REVIEW = "review", pgettext_lazy("post card", "In review")
    APPROVED = "approved", pgettext_lazy("post card", "Approved")
    PUBLISHED = "published", pgettext_lazy("post card", "Published")


class Verdict(models.TextChoices):
    """What a reviewer says of a version."""

    APPROVED = "approved", pgettext_lazy("post card", "Approved")
    RETURNED = "returned", pgettext_lazy("post card", "Sent back")
