"""A value a rule reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.criteria.models.sourced import Sourced


class Unit(models.TextChoices):
    """What a number counts."""

    DAYS = "days", _("days")
    HOURS = "hours", _("hours")
    MINUTES = "minutes", _("minutes")
    SECONDS = "seconds", _("seconds")
    YEARS = "years", _("years")
    PERCENT = "percent", _("per cent")
    TIMES = "times", _("times")
    MEGABYTES = "megabytes", _("megabytes")
    MEGAPIXELS = "megapixels", _("megapixels")


class Criterion(Sourced):
    """A number, list, table or word a rule reads: "quarterly statistics due on day 15".

    `shape` is what the pack says the value must be, see `rules.values`.
    """

    value = models.JSONField(_("value"))
    shape = models.JSONField(default=dict)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit, blank=True)

    IDENTITY = ("key",)
    MATTER = ("value", "unit")

    class Meta(Sourced.Meta):
        """One beginning a day for a pack, one for the enterprise."""

        verbose_name = _("criterion")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["key", "pack", "valid_from"], name="criterion_once"),
        ]
        indexes = [models.Index(fields=["key", "valid_from"], name="criterion_key")]
