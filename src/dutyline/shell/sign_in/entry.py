"""The form people sign in with."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _


class SaidOnce(forms.Form):
    """A form of the library whose fields say their label once, above, and not inside again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Empty the fields of their placeholders."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(SaidOnce, LoginForm):
    """Ask for the user name under its own name; the field says it once, above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field in our words: those of the library are half English in Chinese."""
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label = _("User name or e-mail")
        # The page has the link to a new password below, out of the way to the next field.
        password.help_text = ""


class FirstPassword(SaidOnce, SetPasswordForm):
    """A password where there was none."""


class OtherPassword(SaidOnce, ChangePasswordForm):
    """Another password in place of the one of now."""


class LinkAsked(SaidOnce, ResetPasswordForm):
    """Whoever forgot his password says where the link goes."""


class PasswordByLink(SaidOnce, ResetPasswordKeyForm):
    """A password chosen by the link of a mail."""
