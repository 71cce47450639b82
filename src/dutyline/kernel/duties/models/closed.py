"""What was closed together, so that the log can bind how it stood."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class Closing(models.Model):
    """Obligations that closed at one moment; `root` binds every frozen state, once it is counted.

    The root is that of a tree (RFC 6962) over the obligations in the order of their ids, so that
    one of them can be proved and the others stay untold. `salt` hides each of them.
    """

    at = models.DateTimeField()
    obligations = models.PositiveIntegerField()
    salt = models.BinaryField(max_length=32)
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
    """Up to 1,024 obligations of a closing: their ids (8 bytes each), then their hashes (32)."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    ids = models.BinaryField()
    leaves = models.BinaryField(default=b"")

    class Meta:
        """Parts are counted from nought."""

        constraints = [
            models.UniqueConstraint(fields=["closing", "position"], name="closed_part_once")
        ]
