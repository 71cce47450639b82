"""The choices findings and rounds are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FindingState(models.TextChoices):
    """Where a finding stands; each state has its row, this column is for lists."""

    REGISTERED = "registered", pgettext_lazy("finding", "Registered")
    ASSIGNED = "assigned", pgettext_lazy("finding", "Assigned")
    IN_WORK = "in_work", pgettext_lazy("finding", "In rectification")
    EXTENSION_ASKED = "extension_asked", pgettext_lazy("finding", "Extension asked")
    REPORTED = "reported", pgettext_lazy("finding", "To verify")
    VERIFIED = "verified", pgettext_lazy("finding", "Verified")
    CLOSED = "closed", pgettext_lazy("finding", "Closed")
    MERGED = "merged", pgettext_lazy("finding", "Merged")
    VOID = "void", pgettext_lazy("finding", "Void")


REPAIRING = (FindingState.ASSIGNED, FindingState.IN_WORK, FindingState.EXTENSION_ASKED)
OPEN = (FindingState.REGISTERED, *REPAIRING, FindingState.REPORTED, FindingState.VERIFIED)
"""Everything that is not yet closed, nor merged or void."""


class Grade(models.TextChoices):
    """How grave a hidden danger is by law."""

    GENERAL = "general", _("General hidden danger")
    MAJOR = "major", _("Major hidden danger")


class Risk(models.TextChoices):
    """The four risk levels with their colours; optional beside the grade."""

    NONE = "", pgettext_lazy("risk", "Not evaluated")
    RED = "red", pgettext_lazy("risk", "Major")
    ORANGE = "orange", pgettext_lazy("risk", "Larger")
    YELLOW = "yellow", pgettext_lazy("risk", "General")
    BLUE = "blue", pgettext_lazy("risk", "Low")


RISK_LEVELS: dict[str, int] = {Risk.RED: 1, Risk.ORANGE: 2, Risk.YELLOW: 3, Risk.BLUE: 4}
UNKNOWN_RISK = 5


class Nature(models.TextChoices):
    """What kind of thing is wrong."""

    NONE = "", pgettext_lazy("nature", "Not said")
    PEOPLE = "people", pgettext_lazy("nature", "People")
    THINGS = "things", pgettext_lazy("nature", "Things")
    ENVIRONMENT = "environment", pgettext_lazy("nature", "Environment")
    MANAGEMENT = "management", pgettext_lazy("nature", "Management")


class Basis(models.TextChoices):
    """Whether management or the site is at fault."""

    NONE = "", pgettext_lazy("basis", "Not said")
    MANAGEMENT = "management", pgettext_lazy("basis", "Basic management")
    SITE = "site", pgettext_lazy("basis", "On site")


class Origin(models.TextChoices):
    """How a finding came into the ledger."""

    DIRECT = "direct", pgettext_lazy("origin", "Recorded")
    ROUND = "round", pgettext_lazy("origin", "From a round")
    PUBLIC = "public", pgettext_lazy("origin", "Reported without sign-in")
    IMPORT = "import", pgettext_lazy("origin", "Imported")


class Cadence(models.TextChoices):
    """How often a planned round falls due."""

    SHIFT = "shift", _("Each shift")
    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    HALF_YEARLY = "half_yearly", _("Half-yearly")
    YEARLY = "yearly", _("Yearly")


class RoundState(models.TextChoices):
    """Where a round stands; each state has its row."""

    DUE = "due", pgettext_lazy("round", "Due")
    STARTED = "started", pgettext_lazy("round", "Started")
    FINISHED = "finished", pgettext_lazy("round", "Finished")
    ABANDONED = "abandoned", pgettext_lazy("round", "Abandoned")
    VOID = "void", pgettext_lazy("round", "Void")


class AnswerKind(models.TextChoices):
    """How an item is answered."""

    CONFORMS = "conforms", _("Conforms or not")
    NUMBER = "number", _("A number within limits")
    CHOICE = "choice", _("One of several choices")
    TEXT = "text", _("Words")


class PhotoRule(models.TextChoices):
    """When an answer needs a photo."""

    NEVER = "never", pgettext_lazy("photo", "Never")
    FAULT = "fault", pgettext_lazy("photo", "When it does not conform")
    ALWAYS = "always", pgettext_lazy("photo", "Always")


class Verdict(models.TextChoices):
    """What an answer says about its item."""

    CONFORMS = "conforms", pgettext_lazy("verdict", "Conforms")
    FAULT = "fault", pgettext_lazy("verdict", "Does not conform")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("verdict", "Not here")
    NOTED = "noted", pgettext_lazy("verdict", "Noted")


class Oddity(models.TextChoices):
    """What a superior may want to ask about a round; never guilt by itself."""

    TOO_FAST = "too_fast", _("Finished implausibly fast")
    PHOTO_SEEN = "photo_seen", _("Photo used before")
    BACK_FILLED = "back_filled", _("Recorded later")
