"""Every time a new way into an account was taken without showing an old one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.models.account import Account


class WayIn(models.Model):
    """Somebody came to the account by what another gave him, or took off for him.

    `by_name` is who gave it, `first` that nobody had ever been in: a new worker's first day looks
    so, and so does somebody who takes an account before its person does. Rows never change.
    """

    class How(models.TextChoices):
        """By what."""

        INVITATION = "invitation", pgettext_lazy("way in", "invitation")
        FACTORS = "factors", pgettext_lazy("way in", "second factors taken off")
        COMPANY = "company", pgettext_lazy("way in", "company account linked")
        MAIL = "mail", pgettext_lazy("way in", "new password by e-mail")

    account = models.ForeignKey(Account, models.CASCADE, related_name="ways_in")
    how = models.CharField(max_length=10, choices=How)
    by_name = models.CharField(max_length=200, blank=True)
    first = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        """Read newest first, of one account."""

        verbose_name = _("new way into an account")
        indexes = [models.Index(fields=["account", "at"], name="way_in_of_account")]
