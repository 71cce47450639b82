"""The money for safety: what a unit plans for a purpose in a year, and what it used."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models import Person, Unit
from dutyline.modules.responsibility.queries.budget import LineQuerySet, UseQuerySet


class BudgetLine(models.Model):
    """What a unit plans to spend on a purpose of the catalogue `budget_purpose` in a year."""

    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=100)
    planned = models.DecimalField(_("planned"), max_digits=16, decimal_places=2)
    used: Decimal
    """Of lines `with_used` alone."""

    objects = LineQuerySet.as_manager()

    class Meta:
        """A purpose once a unit and year."""

        verbose_name = _("line of the safety budget")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "purpose"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(planned__gte=0), name="budget_line_planned"),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="budget_line_year")]


class BudgetUse(models.Model):
    """Money used, with its proof in files; a mistake is taken back by a row of its own."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="uses")
    amount = models.DecimalField(pgettext_lazy("money", "amount"), max_digits=16, decimal_places=2)
    spent_on = models.DateField(_("day"))
    what = models.CharField(_("what for"), max_length=500)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = UseQuerySet.as_manager()

    class Meta:
        """More than nothing is used; only a correction takes something back."""

        verbose_name = _("use of the safety budget")
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, amount__gt=0)
                | Q(corrects__isnull=False, amount__lt=0),
                name="budget_use_amount",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="budget_use_what"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")), name="budget_use_other"
            ),
        ]
        indexes = [models.Index(fields=["line", "-spent_on", "-id"], name="budget_use_of_line")]
