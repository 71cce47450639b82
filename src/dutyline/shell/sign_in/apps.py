"""Registers sign-in with Django; stands before allauth, whose templates it replaces."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    """Register sign-in with Django."""

    name = "dutyline.shell.sign_in"
    label = "sign_in"
    verbose_name = _("Sign-in")
