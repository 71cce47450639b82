"""The words in which letters speak: states, parties, languages, what made one stale."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterLanguage(models.TextChoices):
    """In which language letters of a round are written."""

    EN = "en", _("English")
    ZH = "zh", _("Chinese")
    BOTH = "both", _("Both languages")


class LetterPart(models.TextChoices):
    """What a template says itself, beside what comes from card and goals."""

    OPENING = "opening", pgettext_lazy("responsibility letter", "Opening")
    PROMISE = "promise", pgettext_lazy("responsibility letter", "What is promised")
    TERMS = "terms", pgettext_lazy("responsibility letter", "Rewards and penalties")
    CLOSING = "closing", pgettext_lazy("responsibility letter", "Closing")


class LetterState(models.TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", pgettext_lazy("responsibility letter", "Waits for the superior")
    OPEN = "open", pgettext_lazy("responsibility letter", "Open for signing")
    HELD = "held", pgettext_lazy("responsibility letter", "Waits for the countersignature")
    SIGNED = "signed", pgettext_lazy("responsibility letter", "Signed")
    STALE = "stale", pgettext_lazy("responsibility letter", "Changed since it was signed")
    REFUSED = "refused", pgettext_lazy("responsibility letter", "Refused")
    ENDED = "ended", pgettext_lazy("responsibility letter", "Ended")


class Party(models.TextChoices):
    """The two who sign."""

    HOLDER = "holder", pgettext_lazy("responsibility letter", "Holder of the post")
    SUPERIOR = "superior", pgettext_lazy("responsibility letter", "Superior")


class ChangeKind(models.TextChoices):
    """What changed so that the words of a letter no longer hold."""

    PERSON = "person", pgettext_lazy("what changed", "Holder")
    POST = "post", pgettext_lazy("what changed", "Post")
    CARD = "card", pgettext_lazy("what changed", "Post card")
    GOAL = "goal", pgettext_lazy("what changed", "Goals")
    LAW = "law", pgettext_lazy("what changed", "Law")
    SUPERIOR = "superior", pgettext_lazy("what changed", "Superior")
    TERMS = "terms", pgettext_lazy("what changed", "Terms of the letter")


class AnswerKind(models.TextChoices):
    """What a superior answers to a refusal."""

    TALK = "talk", pgettext_lazy("refusal", "Let us talk")
    AGAIN = "again", pgettext_lazy("refusal", "Please sign it as it stands")


class ShownBelow(models.TextChoices):
    """What somebody lets his people see of his own letter."""

    NOTHING = "nothing", pgettext_lazy("of my letter", "Nothing")
    SIGNED = "signed", pgettext_lazy("of my letter", "Whether and when I signed it")
    TEXT = "text", pgettext_lazy("of my letter", "The whole letter")
