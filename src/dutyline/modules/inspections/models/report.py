"""Dangers reported by anybody who scans the code of a place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models import PathField, Person, Place, Unit
from dutyline.modules.inspections.models.finding import Finding
from dutyline.modules.inspections.queries.reports import PlaceReportQuerySet


class ReportState(models.TextChoices):
    """Where a report stands."""

    WAITING = "waiting", pgettext_lazy("report", "Received")
    TAKEN_UP = "taken_up", pgettext_lazy("report", "Taken up")
    DECLINED = "declined", pgettext_lazy("report", "Answered")


class PlaceReport(models.Model):
    """One sentence about a danger, with or without a name; followed by a code kept as a hash.

    The reporter is never a person of the organisation here, even when he signs with his name:
    nothing of a report can ever count against anybody who made it.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = PathField(editable=False)
    sentence = models.CharField(_("what is dangerous"), max_length=500)
    contact = models.CharField(_("name or phone"), max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.WAITING)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="reports")
    reply = models.CharField(_("answer to the reporter"), max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = PlaceReportQuerySet.as_manager()

    class Meta:
        """A decision has who and when; what is taken up is a finding, a refusal an answer."""

        verbose_name = _("report of a danger")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    state__in=["taken_up", "declined"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="report_decided_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_up") | Q(finding__isnull=False),
                name="report_taken_up_is_a_finding",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reply=""), name="report_declined_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["unit_path", "-at"], name="report_path"),
            models.Index(fields=["-at"], condition=Q(state="waiting"), name="report_waiting"),
        ]


class ReportCount(models.Model):
    """How many reports came from one address, or for one place, within one span of time."""

    key = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One a key and span."""

        constraints = [
            models.UniqueConstraint(fields=["key", "starts_at"], name="report_count_once")
        ]
