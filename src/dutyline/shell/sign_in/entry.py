"""The form people sign in with."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):
    """Ask for the user name under its own name; the field says it once, above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field in our words: those of the library are half English in Chinese."""
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label = _("User name or e-mail")
        # The page has the link to a new password below, out of the way to the next field.
        password.help_text = ""
        for field in (name, password):
            field.widget.attrs.pop("placeholder", None)
