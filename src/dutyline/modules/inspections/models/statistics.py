"""Counts that statistics read instead of the ledger, and the reports made from them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import PathField, Person, Unit
from dutyline.modules.inspections.models.words import Grade
from dutyline.modules.inspections.queries.statistics import (
    FindingStandingQuerySet,
    FindingSummaryQuerySet,
)


class FindingSummary(models.Model):
    """Counts of one month, grade and category: of a unit alone, or with everything under it.

    found, found_closed (of those, how many are closed by now), repeats and front_line count by the
    month of finding, closed and close_days (days from found to closed) by the month of closing, due
    and in_time by the month of the first deadline.
    """

    unit_id = models.BigIntegerField()
    unit_path = PathField()
    whole = models.BooleanField(help_text=_("With everything under the unit."))
    month = models.PositiveIntegerField()
    grade = models.CharField(max_length=7, choices=Grade)
    category = models.CharField(max_length=100)
    found = models.PositiveIntegerField(default=0)
    found_closed = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)
    front_line = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    close_days = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    in_time = models.PositiveIntegerField(default=0)

    objects = FindingSummaryQuerySet.as_manager()

    class Meta:
        """One row each."""

        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "month", "grade", "category", "whole"],
                name="finding_summary_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["month", "unit_path"],
                condition=Q(whole=False),
                name="finding_summary_alone",
            )
        ]


class FindingStanding(models.Model):
    """How a unit stands now: open, overdue, to verify; alone or with everything under it."""

    unit_id = models.BigIntegerField()
    unit_path = PathField()
    whole = models.BooleanField()
    open = models.PositiveIntegerField(default=0)
    unassigned = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    to_verify = models.PositiveIntegerField(default=0)
    to_close = models.PositiveIntegerField(default=0)
    major = models.PositiveIntegerField(default=0)
    ladder = models.JSONField(
        default=dict, help_text=_("How many reached a superior of which level by escalation.")
    )

    objects = FindingStandingQuerySet.as_manager()

    class Meta:
        """One row each."""

        constraints = [
            models.UniqueConstraint(fields=["unit_id", "whole"], name="finding_standing_once")
        ]


class FindingMark(models.Model):
    """A unit and month to be counted again; month 0 is how the unit stands now."""

    unit_id = models.BigIntegerField()
    month = models.PositiveIntegerField()


class FindingClock(models.Model):
    """When the summaries were last counted, and what had happened until then; one row."""

    counted_at = models.DateTimeField()
    organisation = models.BigIntegerField(default=0)
    escalation = models.BigIntegerField(default=0, help_text=_("The last one counted."))


class StatisticsReport(models.Model):
    """The quarterly or yearly statistics of a company, with its due day and who signed it."""

    company = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=8)
    first_month = models.PositiveIntegerField()
    last_month = models.PositiveIntegerField()
    due_on = models.DateField(_("due"))
    opened_at = models.DateTimeField()
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        """One a company and period; signed by somebody, of figures that stand."""

        verbose_name = _("statistics report")
        constraints = [
            models.UniqueConstraint(fields=["company", "period"], name="statistics_report_once"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False, made_at__isnull=False),
                name="statistics_report_signed_pair",
            ),
        ]


class SavedView(models.Model):
    """A named filter of the ledger: one's own, or shared with a unit and everything under it."""

    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    query = models.JSONField(default=dict)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        """Each name once an owner."""

        verbose_name = _("saved view")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
