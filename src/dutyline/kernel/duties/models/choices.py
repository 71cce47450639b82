"""The words a duty, an obligation and a piece of evidence are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(models.TextChoices):
    """How a duty is measured."""

    COUNT = "count", _("An amount of evidence per period")
    EVENT = "event", _("Within a time of an event")
    INDICATOR = "indicator", _("An indicator against a target")


class Cadence(models.TextChoices):
    """How often a duty comes due."""

    ONCE = "once", pgettext_lazy("cadence", "Once")
    SHIFT = "shift", _("Each shift")
    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    HALF_YEARLY = "half_yearly", _("Half-yearly")
    YEARLY = "yearly", _("Yearly")
    EVENT = "event", _("On an event")


class Owed(models.TextChoices):
    """Whether every holder owes a duty himself."""

    EACH = "each", _("Each holder himself")
    TOGETHER = "together", _("The holders together")


class Area(models.TextChoices):
    """Where evidence must come from to count."""

    OWN = "own", _("The holder's own acts")
    UNIT = "unit", _("The post's unit")
    SUBTREE = "subtree", _("The unit and everything under it")
    PLACES = "places", _("Listed places")


class SpanUnit(models.TextChoices):
    """The unit of a time limit."""

    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    SHIFTS = "shifts", _("shifts")


class Comparison(models.TextChoices):
    """How an indicator is held against its target."""

    AT_LEAST = "gte", _("at least")
    AT_MOST = "lte", _("at most")


class Origin(models.TextChoices):
    """Who wrote a duty."""

    PACK = "pack", _("From a pack")
    OWN = "own", _("Our own")


class State(models.TextChoices):
    """How an obligation stands; `open` reads as upcoming, due or over by the clock."""

    OPEN = "open", pgettext_lazy("obligation", "Due")
    ON_TIME = "on_time", pgettext_lazy("obligation", "On time")
    LATE = "late", pgettext_lazy("obligation", "Late")
    MISSED = "missed", pgettext_lazy("obligation", "Missed")
    EXCUSED = "excused", pgettext_lazy("obligation", "Excused")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("obligation", "Not applicable")
    WAIVED = "waived", pgettext_lazy("obligation", "Waived")


SET_ASIDE = (State.EXCUSED, State.NOT_APPLICABLE, State.WAIVED)
"""States in which nothing is owed: evidence neither helps nor is asked for."""


class Reason(models.TextChoices):
    """Why an obligation is excused, not applicable, or answered by somebody else."""

    NONE = "", ""
    LEAVE = "leave", _("on leave")
    ACTING = "acting", _("an acting holder answered")
    VACANCY = "vacancy", _("the post was vacant")
    COVERING = "covering", _("covering a vacancy")
    HELD_PART = "held_part", _("held for too small a part of the period")
    NOTHING_DUE = "nothing_due", _("nothing fell due in the area")
    WITHDRAWN = "withdrawn", _("the cause was withdrawn")
    DECIDED = "decided", _("somebody entitled decided that it does not apply")


class Ruling(models.TextChoices):
    """What somebody entitled decided of an obligation: the state it has from then on."""

    WAIVED = "waived", pgettext_lazy("ruling", "Waived: owed, and let off this time")
    NOT_APPLICABLE = (
        "not_applicable",
        pgettext_lazy("ruling", "Not applicable: there was nothing to do here this time"),
    )


class Timing(models.TextChoices):
    """How a piece of evidence counts for one obligation."""

    ON_TIME = "on_time", pgettext_lazy("evidence", "on time")
    LATE = "late", pgettext_lazy("evidence", "late")
    AFTER = "after", pgettext_lazy("evidence", "made good after the time of grace")


class Cause(models.TextChoices):
    """What brought a correction beside a frozen state."""

    RECORDED = "recorded", _("evidence was recorded after the period had closed")
    WITHDRAWN = "withdrawn", _("evidence was withdrawn after the period had closed")
    ORGANISATION = "organisation", _("appointments or leave were corrected later")
