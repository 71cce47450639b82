"""How somebody gets to choose his first, or a new, password."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models.account import Account


class Invitation(models.Model):
    """A link that lets its reader set the account's password once; kept as a hash only."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        """An invitation expires after it was made, and is used or voided, not both."""

        verbose_name = _("invitation")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="invitation_expires_later",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(voided_at__isnull=True),
                name="invitation_used_or_voided",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(used_at__isnull=True, voided_at__isnull=True),
                name="invitation_one_open",
            ),
        ]
