"""Every time somebody proved, or failed to prove, who he is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models.account import Account


class Attempt(models.Model):
    """A sign-in, a confirmation within a session, or a signature: tried by whom, how, from where.

    A name nobody has is not kept: people type passwords where the name belongs.
    """

    class What(models.TextChoices):
        """What it was for."""

        SIGN_IN = "sign_in", _("Signed in")
        CONFIRM = "confirm", _("Confirmed who he is")
        SIGNATURE = "signature", _("Signed a record")

    class Method(models.TextChoices):
        """By what."""

        PASSWORD = "password", _("password")
        CODE = "code", _("code of an app")
        RECOVERY_CODE = "recovery_code", _("recovery code")
        PASSKEY = "passkey", _("passkey")
        COMPANY = "company", _("company sign-in")
        INVITATION = "invitation", _("invitation")
        DEMO = "demo", _("demonstration")

    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="attempts"
    )
    what = models.CharField(max_length=9, choices=What)
    succeeded = models.BooleanField()
    methods = models.CharField(max_length=60, blank=True)
    """Keys of Method, in the order they were shown, joined by blanks."""
    about = models.CharField(max_length=100, blank=True)
    """Of a signature: the text key of what was signed, `responsibility.letter:12`."""
    host = models.ForeignKey(
        Account, models.SET_NULL, null=True, blank=True, related_name="hosted_attempts"
    )
    """Whose session the device was in, where it was lent to the account's person."""
    address = models.GenericIPAddressField(null=True, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Read newest first, of everybody or of one account."""

        verbose_name = _("attempt to sign in")
        indexes = [
            models.Index(fields=["at", "id"], name="attempt_newest"),
            models.Index(fields=["account", "at", "id"], name="attempt_of_account"),
        ]

    @property
    def method_words(self) -> list[str]:
        """Return the methods in words."""
        return method_words(self.methods)


def method_words(keys: str) -> list[str]:
    """Return in words what keys of Method joined by blanks say."""
    return [str(Attempt.Method(key).label) for key in keys.split()]
