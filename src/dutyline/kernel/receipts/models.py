"""What was answered to a submission that carried a key."""

from django.db import models


class Receipt(models.Model):
    """The answer to one submission; the same key from the same hand gets it again.

    `hand` is the account or the anonymous reporter's address; `fingerprint` a SHA-256 of what
    was submitted; `answer` what the asker was told: a status, an address, a body.
    """

    hand = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        """A key counts once a hand; old receipts are swept by age."""

        constraints = [
            models.UniqueConstraint(fields=["hand", "key"], name="receipt_once"),
            models.CheckConstraint(condition=~models.Q(key=""), name="receipt_has_a_key"),
        ]
        indexes = [models.Index(fields=["at"], name="receipt_age")]
