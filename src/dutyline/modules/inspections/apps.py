"""Inspections: checklists, rounds, hidden dangers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """Register inspections with Django."""

    name = "dutyline.modules.inspections"
    label = "inspections"
    verbose_name = _("Inspections")
