"""The log nobody can rewrite."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """Register the log with Django."""

    name = "dutyline.kernel.ledger"
    label = "ledger"
    verbose_name = _("Evidence log")
