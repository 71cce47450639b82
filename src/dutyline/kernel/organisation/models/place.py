"""Where work is done."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models.unit import Unit
from dutyline.kernel.organisation.paths import PathField
from dutyline.kernel.organisation.periods import Dated
from dutyline.kernel.organisation.queries import PlaceQuerySet


class PlaceKind(models.TextChoices):
    """What a place is."""

    AREA = "area", _("Area")
    EQUIPMENT = "equipment", _("Equipment")
    POINT = "point", pgettext_lazy("kind of place", "Point")


class Place(Dated):
    """An area, a piece of equipment or a point that a unit answers for."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="places")
    unit_path = PathField(db_index=True, editable=False)
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="contains"
    )
    public_key = models.CharField(
        max_length=22,
        unique=True,
        editable=False,
        help_text=_("What the printed code carries; says nothing about the place."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta(Dated.Meta):
        """Places of a unit are listed by name."""

        verbose_name = _("place")
        constraints = [*Dated.Meta.constraints]
        indexes = [models.Index(fields=["unit", "name", "id"], name="place_of_unit")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
