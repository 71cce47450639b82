"""Duties: duty, obligation, evidence."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """Register duties with Django."""

    name = "dutyline.kernel.duties"
    label = "duties"
    verbose_name = _("Duties")
