"""Counts boards read instead of obligations."""

from django.db import models

from dutyline.kernel.organisation.paths import PathField


class DutySummary(models.Model):
    """How many obligations of a unit's whole subtree, of one level, fell due on a day, by state.

    `open` counts what is neither settled nor over.
    """

    unit_id = models.BigIntegerField()
    day = models.DateField()
    level = models.PositiveSmallIntegerField()
    open = models.PositiveIntegerField(default=0)
    on_time = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)
    not_applicable = models.PositiveIntegerField(default=0)
    waived = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a unit, day and level."""

        constraints = [
            models.UniqueConstraint(fields=["unit_id", "day", "level"], name="duty_summary_once")
        ]


class SummaryMark(models.Model):
    """A day of a path whose summary is to be counted again; an empty path means all units."""

    unit_path = PathField()
    day = models.DateField()

    class Meta:
        """Read by day."""

        indexes = [models.Index(fields=["day"], name="summary_mark_day")]


class SummaryClock(models.Model):
    """When the summaries were last counted; one row."""

    counted_at = models.DateTimeField()
