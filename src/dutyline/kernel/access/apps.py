"""Access: who may do what, where."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Register access with Django."""

    name = "dutyline.kernel.access"
    label = "access"
    verbose_name = _("Access")
