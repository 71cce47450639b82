"""Registers sign-in with Django; stands before allauth, whose templates it replaces."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    """Register sign-in with Django."""

    name = "dutyline.shell.sign_in"
    label = "sign_in"
    verbose_name = _("Sign-in")

    def ready(self) -> None:
        """Bring what guests prove themselves by; the kernel may not import the door."""
        # Models can be imported only once the apps are ready.
        from dutyline.kernel.access.guests import prove_guests_with
        from dutyline.shell.sign_in.guests import Guests

        prove_guests_with(Guests())
