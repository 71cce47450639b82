"""Plans: which checklist, where, by whom, how often."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Dated, PathField, Place, Post, Unit
from dutyline.modules.inspections.models.checklist import Checklist
from dutyline.modules.inspections.models.words import Cadence
from dutyline.modules.inspections.queries.plans import PlanQuerySet


class Plan(Dated):
    """Rounds that fall due by themselves, from a day to a day."""

    name = models.CharField(_("name"), max_length=200)
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="plans")
    kind = models.CharField(_("inspection kind"), max_length=100)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = PathField(editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    cadence = models.CharField(_("how often"), max_length=11, choices=Cadence)

    objects = PlanQuerySet.as_manager()

    class Meta(Dated.Meta):
        """Read by unit."""

        verbose_name = _("inspection plan")
        constraints = [*Dated.Meta.constraints]
        indexes = [models.Index(fields=["unit_path", "id"], name="plan_path")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class PlanTarget(models.Model):
    """A place the plan covers, or a unit as a whole."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Each place or unit once, and one of the two."""

        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="plan_target_place"),
            models.UniqueConstraint(fields=["plan", "unit"], name="plan_target_unit"),
            models.CheckConstraint(
                condition=Q(place__isnull=False, unit__isnull=True)
                | Q(place__isnull=True, unit__isnull=False),
                name="plan_target_place_or_unit",
            ),
        ]
