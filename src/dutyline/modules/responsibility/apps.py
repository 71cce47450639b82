"""Responsibility: post cards and what they carry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsibilityConfig(AppConfig):
    """Register responsibility with Django."""

    name = "dutyline.modules.responsibility"
    label = "responsibility"
    verbose_name = _("Responsibility system")
