"""Personal tokens of the API."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models.account import Account


class ApiToken(models.Model):
    """A token acts as its person, with at most the permissions named; kept as a hash only."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    permissions = models.JSONField(_("permissions"), default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("expires"))
    last_used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        """A token expires after it was made."""

        verbose_name = _("API token")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="token_expires_later",
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
