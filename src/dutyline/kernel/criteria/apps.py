"""Criteria: dated thresholds and clauses, from packs and of one's own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    """Register criteria with Django."""

    name = "dutyline.kernel.criteria"
    label = "criteria"
    verbose_name = _("Criteria")
