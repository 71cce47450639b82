"""When a unit works."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models.unit import Unit
from dutyline.kernel.organisation.periods import Dated, DatedQuerySet


class Shift(Dated):
    """A shift of a unit's calendar; units without shifts work those of the unit above.

    It runs on every day `d` for which `(d - anchor) % cycle_days` is in `cycle_on`, from
    `starts_at` to `ends_at` in the unit's time zone (the next day when `ends_at` is not later).
    A plain week is a cycle of seven days anchored on a Monday.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="shifts")
    name = models.CharField(_("name"), max_length=60)
    starts_at = models.TimeField(_("starts"))
    ends_at = models.TimeField(_("ends"))
    anchor = models.DateField(_("first day of the cycle"))
    cycle_days = models.PositiveSmallIntegerField(_("days in the cycle"), default=7)
    cycle_on = models.JSONField(_("working days of the cycle"), default=list)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        """A shift has a length."""

        verbose_name = _("shift")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "name", "valid_from"], name="shift_once"),
            models.CheckConstraint(condition=Q(cycle_days__gte=1), name="shift_cycle"),
            models.CheckConstraint(condition=~Q(starts_at=F("ends_at")), name="shift_has_a_length"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
