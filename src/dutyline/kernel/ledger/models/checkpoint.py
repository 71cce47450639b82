"""What was signed of the log, and with which key."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class SigningKey(models.Model):
    """A public key (Ed25519, 32 bytes) that signs checkpoints; its private half is in no table.

    `origin` is the name of the log, the same for all of its keys.
    """

    origin = models.CharField(max_length=80)
    public = models.BinaryField(max_length=32, unique=True)
    since = models.DateTimeField()


class Checkpoint(models.Model):
    """The signed statement that the first `size` entries had this root at this moment.

    `edge` are the hashes of the complete parts of that tree, largest first, from which the next
    checkpoint goes on. `note` is the text outside holders keep.
    """

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    edge = models.BinaryField()
    at = models.DateTimeField()
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="checkpoints")
    note = models.TextField()

    class Meta:
        """There is no checkpoint of an empty log."""

        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="ledger_checkpoint")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new checkpoint; refuse to change one that was signed."""
        if self.pk is not None:
            self.delete()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what was signed stays."""
        raise TypeError("checkpoints are append-only")
