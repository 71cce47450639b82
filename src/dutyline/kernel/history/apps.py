"""History: who did what, when and why."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    """Register history with Django."""

    name = "dutyline.kernel.history"
    label = "history"
    verbose_name = _("History")
