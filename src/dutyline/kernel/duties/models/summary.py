"""Counts boards read instead of obligations."""

from django.db import models
from django.db.models import Q

from dutyline.kernel.duties.models.choices import State
from dutyline.kernel.organisation.paths import PathField

STATES = tuple(State.values)
"""The columns of a summary, one a state."""


class Counts(models.Model):
    """How many obligations of one level and kind fell due on a day, by stored state.

    `kind` is what the duty is measured by: an evidence kind, or an indicator.
    """

    day = models.DateField()
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    open = models.PositiveIntegerField(default=0)
    on_time = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)
    not_applicable = models.PositiveIntegerField(default=0)
    waived = models.PositiveIntegerField(default=0)

    class Meta:
        """Never a table of its own."""

        abstract = True


class UnitCount(Counts):
    """The counts of one unit's own posts, by the path the unit had when they began."""

    unit_path = PathField()

    class Meta:
        """One row a path, day, level and kind."""

        constraints = [
            models.UniqueConstraint(
                fields=["unit_path", "day", "level", "kind"], name="unit_count_once"
            )
        ]


class DutySummary(Counts):
    """The counts of a unit with everything under it, by the path the unit had on the day.

    `above` is the path of the unit above, so that a board finds a unit with all directly under it;
    what a unit's own posts owed and what lay directly under it add up to what it owed.
    """

    path = PathField()
    above = PathField(blank=True)

    class Meta:
        """One row a path, day, level and kind."""

        constraints = [
            models.UniqueConstraint(
                fields=["path", "day", "level", "kind"], name="duty_summary_once"
            )
        ]
        indexes = [models.Index(fields=["above", "day"], name="duty_summary_above")]


class SummaryMark(models.Model):
    """A day of a unit's own posts that is to be counted again."""

    unit_path = PathField()
    day = models.DateField()


class LineStrength(models.Model):
    """How many posts of a level run in a unit and everything under it."""

    unit_id = models.BigIntegerField()
    level = models.PositiveSmallIntegerField()
    posts = models.PositiveIntegerField()

    class Meta:
        """One row a unit and level."""

        constraints = [
            models.UniqueConstraint(fields=["unit_id", "level"], name="line_strength_once")
        ]


class SummaryClock(models.Model):
    """When the summaries were last counted; one row."""

    counted_at = models.DateTimeField()

    class Meta:
        """There is one clock."""

        constraints = [models.CheckConstraint(condition=Q(id=1), name="summary_clock_is_one")]
