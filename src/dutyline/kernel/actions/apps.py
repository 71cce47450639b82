"""Actions: rectification with owner, deadline, proof, verification, escalation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    """Register actions with Django."""

    name = "dutyline.kernel.actions"
    label = "actions"
    verbose_name = _("Actions")
