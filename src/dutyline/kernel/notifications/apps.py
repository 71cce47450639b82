"""Notifications: in the product and by e-mail, through an outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Register notifications with Django."""

    name = "dutyline.kernel.notifications"
    label = "notifications"
    verbose_name = _("Notifications")
