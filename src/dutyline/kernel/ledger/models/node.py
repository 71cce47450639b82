"""Hashes of complete parts of the tree, kept so that a proof need not read every leaf."""

from django.db import models
from django.db.models import Q


class Node(models.Model):
    """The hash of 256, 65,536 or 16,777,216 leaves (height 8, 16 or 24) that are complete.

    They follow from the entries and could be counted again.
    """

    height = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        """One hash a part."""

        constraints = [
            models.UniqueConstraint(fields=["height", "position"], name="ledger_node_once"),
            models.CheckConstraint(condition=Q(height__in=(8, 16, 24)), name="ledger_node_height"),
        ]
