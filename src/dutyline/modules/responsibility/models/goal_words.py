"""How goals are measured, and how far they have come."""

from django.db import models
from django.utils.translation import pgettext_lazy


class GoalMeasure(models.TextChoices):
    """What shows that a goal is reached."""

    INDICATOR = "indicator", pgettext_lazy("goal", "An indicator of the system")
    FIGURE = "figure", pgettext_lazy("goal", "A number that is reported")
    MILESTONE = "milestone", pgettext_lazy("goal", "A milestone")


class GoalState(models.TextChoices):
    """How far the promise of a goal has come."""

    PASSED_ON = "passed_on", pgettext_lazy("goal", "To be promised")
    ASKED = "asked", pgettext_lazy("goal", "Asked for consent")
    PROMISED = "promised", pgettext_lazy("goal", "Promised")
    WITHDRAWN = "withdrawn", pgettext_lazy("goal", "Withdrawn")


class GoalAct(models.TextChoices):
    """What was done with a goal."""

    SET = "set", pgettext_lazy("goal", "Set")
    PASSED_ON = "passed_on", pgettext_lazy("goal", "Passed on")
    PROMISED = "promised", pgettext_lazy("goal", "Promised")
    ASKED = "asked", pgettext_lazy("goal", "Asked to promise less")
    CHANGED = "changed", pgettext_lazy("goal", "Changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("goal", "Withdrawn")
