"""Lists people choose from and rules look things up in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.criteria.models.sourced import Bilingual, Sourced


class Catalogue(models.Model):
    """A list by its kind, with what each entry's `data` must hold, as its pack declares it."""

    kind = models.CharField(max_length=40)
    pack = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField()
    label_en = models.CharField(max_length=200)
    label_zh = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)

    label = Bilingual("label")

    class Meta:
        """Declared once a pack."""

        verbose_name = _("catalogue")
        constraints = [models.UniqueConstraint(fields=["kind", "pack"], name="catalogue_once")]

    def __str__(self) -> str:
        """Return the label in the language of the moment."""
        return self.label


class CatalogueItem(Sourced):
    """An entry of a catalogue: a category of dangers, an inspection kind, a standard post.

    `kind` names the catalogue, `parent` the key of the entry above, `data` what its reader needs.
    A `retired` own row takes an entry of a pack off the list.
    """

    kind = models.CharField(_("catalogue"), max_length=40)
    parent = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    retired = models.BooleanField(default=False)

    IDENTITY = ("kind", "key")
    MATTER = ("parent", "data")

    class Meta(Sourced.Meta):
        """One beginning a day for a pack, one for the enterprise."""

        verbose_name = _("catalogue entry")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "key", "pack", "valid_from"], name="catalogue_item_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "position", "id"], name="catalogue_kind")]
