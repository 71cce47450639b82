"""Thresholds, clauses and catalogues as dated data."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.periods import Dated, DatedQuerySet


class Origin(models.TextChoices):
    """Who wrote a row."""

    PACK = "pack", _("From a pack")
    OWN = "own", _("Our own")


class Standing(models.TextChoices):
    """How sure the source of a row is."""

    CONFIRMED = "confirmed", _("Confirmed")
    RECALLED = "recalled", _("Recalled, check before relying on it")
    VARIES = "varies", _("Varies, decide for yourself")


class Sourced(Dated):
    """What every row from a pack says of its source, in both languages."""

    key = models.CharField(_("key"), max_length=100)
    label_en = models.CharField(_("English"), max_length=500)
    label_zh = models.CharField(_("Chinese"), max_length=500, blank=True)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=20, blank=True)
    instrument = models.CharField(_("instrument"), max_length=200, blank=True)
    clause = models.CharField(_("clause"), max_length=100, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.CONFIRMED)
    origin = models.CharField(max_length=4, choices=Origin)
    pack = models.CharField(max_length=60, blank=True)
    pack_version = models.CharField(max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        """Sourced rows are dated."""

        abstract = True


class Criterion(Sourced):
    """A number, list or word a rule reads: "quarterly statistics due on day 15"."""

    value = models.JSONField(_("value"))
    unit = models.CharField(_("unit"), max_length=40, blank=True)

    class Meta(Sourced.Meta):
        """One beginning a day and origin."""

        verbose_name = _("criterion")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["key", "origin", "valid_from"], name="criterion_once"),
        ]
        indexes = [models.Index(fields=["key", "valid_from"], name="criterion_key")]


class CatalogueItem(Sourced):
    """An entry of a catalogue: a category of dangers, an inspection kind, a standard post.

    `kind` names the catalogue, `parent` the key of the entry above, `data` what its reader needs.
    """

    kind = models.CharField(_("catalogue"), max_length=40)
    parent = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)

    class Meta(Sourced.Meta):
        """One beginning a day and origin."""

        verbose_name = _("catalogue entry")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "key", "origin", "valid_from"], name="catalogue_item_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "position", "id"], name="catalogue_kind")]


class LoadedPack(models.Model):
    """A pack that was loaded, in which version, when."""

    name = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    report = models.JSONField(default=dict)

    class Meta:
        """Each version once."""

        constraints = [
            models.UniqueConstraint(fields=["name", "version", "digest"], name="pack_once"),
            models.CheckConstraint(condition=~Q(name=""), name="pack_has_a_name"),
        ]
