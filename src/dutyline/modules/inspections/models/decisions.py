"""What was decided about a finding: each a row with who, when and why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Person
from dutyline.modules.inspections.models.finding import Finding
from dutyline.modules.inspections.models.words import Grade
from dutyline.modules.inspections.queries.closures import ClosureQuerySet


class Regrade(models.Model):
    """The grade raised by a person, or decided by the criteria."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="regrades")
    before = models.CharField(max_length=7, choices=Grade)
    after = models.CharField(max_length=7, choices=Grade)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Closure(models.Model):
    """A finding struck off (销号) by somebody entitled who does not answer for the repair.

    It stands until the finding is reopened because the repair did not hold.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="closures")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField()
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reopened_because = models.CharField(_("reason"), max_length=500, blank=True)
    reopened_at = models.DateTimeField(null=True)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        """Nobody closes what he answers for; one closure of a finding stands."""

        verbose_name = _("closure")
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(reopened_at__isnull=True), name="closure_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopened_because="")
                | Q(reopened_at__isnull=False) & ~Q(reopened_because=""),
                name="closure_reopened_pair",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | Q(owner__isnull=True) | ~Q(by=F("owner")),
                name="closure_by_another",
            ),
        ]


class FindingVoid(models.Model):
    """A finding declared void, with the reason; what it proved is withdrawn."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="void")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField()


class Merge(models.Model):
    """A finding that is the same as another; both stay and point to each other."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="merge")
    into = models.ForeignKey(Finding, models.PROTECT, related_name="merges")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField()


class MajorPlan(models.Model):
    """The principal's plan for a major danger: goals, methods, means, persons, time, safety."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="major_plans")
    cause = models.TextField(_("present state and cause"))
    analysis = models.TextField(_("harm and difficulty"))
    goals = models.TextField(_("goals and tasks"))
    methods = models.TextField(_("methods and measures"))
    means = models.TextField(_("funds and materials"))
    persons = models.TextField(_("body and persons"))
    time_limit = models.TextField(_("time limit and requirements"))
    safety = models.TextField(_("safety measures and emergency plan"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Supervision(models.Model):
    """A major danger listed for supervision (挂牌督办), and taken off the list."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="supervision")
    supervisor = models.CharField(_("supervised by"), max_length=200)
    due_on = models.DateField(_("to be removed by"))
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """Who lifted it and when go together."""

        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="supervision_lifted_pair",
            )
        ]


class AuthorityReport(models.Model):
    """A major danger reported to the authority."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="authority_reports")
    authority = models.CharField(_("authority"), max_length=200)
    reported_on = models.DateField(_("reported"))
    number = models.CharField(_("number"), max_length=100, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class StaffNotice(models.Model):
    """Staff told of a danger: notice board, workers' congress, meeting."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="staff_notices")
    told_on = models.DateField(_("told"))
    how = models.CharField(_("how"), max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class ImportedFacts(models.Model):
    """Words of a ledger kept elsewhere that no row here can stand for, as they were written."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="imported")
    owner_name = models.CharField(max_length=200, blank=True)
    owner_unit = models.CharField(max_length=200, blank=True)
    verifier_name = models.CharField(max_length=200, blank=True)
    measures = models.TextField(blank=True)
    funds_planned = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    funds_actual = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    contingency_plan = models.TextField(blank=True)
    progress = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    before_photos = models.TextField(blank=True)
    after_photos = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField(null=True)
