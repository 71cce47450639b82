"""How a person signs in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models import Person


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; used by operations only. An account comes with its person."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        """Read the person in the same statement: every request asks for both."""
        return super().get_queryset().select_related("person")

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Save an account; without a password nobody can sign in with one."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """An account is never deleted and its id never used again; leavers are deactivated."""

    username = models.CharField(
        _("user name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account"
    )
    is_active = models.BooleanField(pgettext_lazy("account", "active"), default=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    theme = models.CharField(
        _("colours"),
        max_length=5,
        blank=True,
        choices=[("light", _("Light")), ("dark", _("Dark"))],
    )
    created_at = models.DateTimeField()

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        """Accounts are listed by user name."""

        verbose_name = _("account")
