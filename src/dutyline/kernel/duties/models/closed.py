"""What was closed together, so that the log can bind how it stood."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class Closing(models.Model):
    """Obligations that closed at one moment; `root` binds every frozen state, once it is counted.

    The root is that of a tree (`ledger.rules.sparse`) in which one obligation can be proved, and
    nothing is told of the others, not even how many they are. `salt` is its secret; parts are those
    whose places begin with the same `bits`, and `tops` has their roots side by side.
    """

    at = models.DateTimeField()
    obligations = models.PositiveIntegerField()
    salt = models.BinaryField(max_length=32)
    bits = models.PositiveSmallIntegerField()
    tops = models.BinaryField(default=b"")
    root = models.BinaryField(max_length=32, null=True)

    class Meta:
        """Those that are not counted yet are found at once."""

        constraints = [
            models.CheckConstraint(condition=Q(obligations__gt=0), name="closing_of_something")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(root__isnull=True), name="closing_not_bound")
        ]

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what was closed stays."""
        raise TypeError("closings are append-only")


class ClosedPart(models.Model):
    """Obligations of a closing that lie side by side: ids (8 bytes each), then hashes (32)."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    ids = models.BinaryField()
    leaves = models.BinaryField(default=b"")

    class Meta:
        """The position is the bits their places begin with."""

        constraints = [
            models.UniqueConstraint(fields=["closing", "position"], name="closed_part_once")
        ]
