"""Errands: long work people ask for, with progress and a file to fetch."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErrandsConfig(AppConfig):
    """Register errands with Django."""

    name = "dutyline.kernel.errands"
    label = "errands"
    verbose_name = _("Errands")
