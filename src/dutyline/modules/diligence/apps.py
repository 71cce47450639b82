"""Due diligence."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiligenceConfig(AppConfig):
    """Register due diligence with Django."""

    name = "dutyline.modules.diligence"
    label = "diligence"
    verbose_name = _("Due-diligence files")
