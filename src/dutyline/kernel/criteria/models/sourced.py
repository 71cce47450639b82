"""What every dated row says of where it comes from."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.periods import Dated, DatedQuerySet
from dutyline.toolkit.wording import both, in_language

__all__ = ["OWN_RANK", "Bilingual", "Origin", "Sourced", "Standing", "in_language"]

OWN_RANK = 100
"""An enterprise's own rows stand above every pack, whose ranks end below this."""


class Origin(models.TextChoices):
    """Who wrote a row."""

    PACK = "pack", _("From a pack")
    OWN = "own", _("Our own")


class Standing(models.TextChoices):
    """How sure the source of a row is."""

    CONFIRMED = "confirmed", _("Confirmed")
    RECALLED = "recalled", _("Recalled, check before relying on it")
    VARIES = "varies", _("Varies, decide for yourself")


class Bilingual:
    """Reads a pair of fields `x_en`, `x_zh` as `x`, in the language of the moment."""

    def __init__(self, name: str) -> None:
        """Remember which pair."""
        self.name = name

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        """Return the reader's language of the pair."""
        if row is None:
            return self
        return in_language(both(row, self.name))


class Sourced(Dated):
    """A row with both languages and its source; the highest `rank` running on a day counts.

    `declared_from` is the day its pack says it holds from. It differs from `valid_from` where a
    newer version of the pack changed the words of the past: what was in force then stays as it
    was, and the change begins on the day it was loaded.
    """

    key = models.CharField(pgettext_lazy("entry", "key"), max_length=100)
    label_en = models.CharField(_("English"), max_length=500)
    label_zh = models.CharField(_("Chinese"), max_length=500, blank=True)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=20, blank=True)
    instrument_en = models.CharField(max_length=200, blank=True)
    instrument_zh = models.CharField(max_length=200, blank=True)
    clause_en = models.CharField(max_length=100, blank=True)
    clause_zh = models.CharField(max_length=100, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.CONFIRMED)
    origin = models.CharField(max_length=4, choices=Origin)
    rank = models.PositiveSmallIntegerField(default=OWN_RANK)
    pack = models.CharField(max_length=60, blank=True)
    pack_version = models.CharField(max_length=20, blank=True)
    declared_from = models.DateField(null=True)
    note_en = models.TextField(blank=True)
    note_zh = models.TextField(blank=True)

    label = Bilingual("label")
    instrument = Bilingual("instrument")
    clause = Bilingual("clause")
    note = Bilingual("note")

    objects = DatedQuerySet.as_manager()

    IDENTITY: ClassVar[tuple[str, ...]]
    """The fields that say which thing a row is about."""
    MATTER: ClassVar[tuple[str, ...]]
    """The fields rules read; a change of any other one is a change of words."""

    class Meta(Dated.Meta):
        """Own rows have no pack and stand above all packs."""

        abstract = True
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(origin=Origin.OWN, pack="", rank=OWN_RANK)
                | Q(origin=Origin.PACK, rank__lt=OWN_RANK) & ~Q(pack=""),
                name="%(app_label)s_%(class)s_origin",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(label_en=""), name="%(app_label)s_%(class)s_named"
            ),
        ]

    def __str__(self) -> str:
        """Return the label in the language of the moment."""
        return self.label

    @property
    def is_own(self) -> bool:
        """Say whether the enterprise wrote this row itself."""
        return self.origin == Origin.OWN
