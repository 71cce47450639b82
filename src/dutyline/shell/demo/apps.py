"""Registers the demo with Django; before the kernel, so that its sweep comes first."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Register the demo with Django."""

    name = "dutyline.shell.demo"
    label = "demo"
    verbose_name = _("Demonstration")
