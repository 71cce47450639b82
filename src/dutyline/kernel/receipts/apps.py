"""Receipts: what was asked twice is done once."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceiptsConfig(AppConfig):
    """Register receipts with Django."""

    name = "dutyline.kernel.receipts"
    label = "receipts"
    verbose_name = _("Receipts")
