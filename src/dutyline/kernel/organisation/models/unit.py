"""A unit: a node of the organisation tree."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.naming import kind_beside_name
from dutyline.kernel.organisation.paths import PathField
from dutyline.kernel.organisation.periods import Dated
from dutyline.kernel.organisation.queries import UnitQuerySet, UnitVersionQuerySet


class UnitKind(models.TextChoices):
    """What a unit is called on its level."""

    GROUP = "group", _("Group")
    COMPANY = "company", _("Company")
    DEPARTMENT = "department", _("Department")
    WORKSHOP = "workshop", _("Workshop")
    TEAM = "team", _("Team")


class Unit(Dated):
    """A unit as it is today; `UnitVersion` says what it was on any other day."""

    code = models.CharField(_("code"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = PathField(unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(editable=False)
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, help_text=_("Empty: as the unit above.")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )

    objects = UnitQuerySet.as_manager()

    class Meta(Dated.Meta):
        """Only the root has no parent."""

        verbose_name = _("unit")
        constraints = [*Dated.Meta.constraints]
        indexes = [
            models.Index(fields=["parent", "name", "id"], name="unit_children"),
            models.Index(fields=["time_zone", "path"], name="unit_zone"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def kind_beside_name(self) -> str:
        """Return the kind, "" where the name ends with it."""
        return kind_beside_name(self)


class UnitVersion(Dated):
    """Name, kind and place in the tree of a unit over one span of days.

    A descendant of a moved unit gets a new version too, so that any path can be asked as of a
    day with one range query.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=UnitKind)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    path = PathField(db_index=True)

    objects = UnitVersionQuerySet.as_manager()

    class Meta(Dated.Meta):
        """One open version a unit, one beginning a day."""

        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="unit_version_open"
            ),
        ]

    @property
    def kind_beside_name(self) -> str:
        """Return the kind, "" where the name ends with it."""
        return kind_beside_name(self)
