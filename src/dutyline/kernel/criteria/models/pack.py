"""Which packs were loaded, and the mark by which copies in memory know they are stale."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LoadedPack(models.Model):
    """A pack that was loaded, in which version, when, with what it changed."""

    name = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    report = models.JSONField(default=dict)

    class Meta:
        """Each content of a version once."""

        verbose_name = _("pack")
        constraints = [
            models.UniqueConstraint(fields=["name", "version", "digest"], name="pack_once"),
            models.CheckConstraint(condition=~Q(name=""), name="pack_has_a_name"),
        ]

    def __str__(self) -> str:
        """Return name and version."""
        return f"{self.name} {self.version}"


class Edition(models.Model):
    """One row whose token changes with every change of criteria, in the same transaction.

    Tokens are random, not counted: a number taken by a transaction that rolled back would come
    again with other content.
    """

    token = models.UUIDField()
