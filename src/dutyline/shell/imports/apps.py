"""Registers the import wizard with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Register the import wizard with Django."""

    name = "dutyline.shell.imports"
    label = "imports"
    verbose_name = _("Import")
