"""Notifications on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.outbox import send_due
from dutyline.kernel.notifications.queries import SHOWN_AT_MOST
from dutyline.kernel.registry import Job, Manifest, NavItem
from dutyline.toolkit.counting import Number, capped_count


def _unread(actor: Actor) -> Number:
    return capped_count(Notification.objects.visible_to(actor).unread(), SHOWN_AT_MOST)


manifest = Manifest(
    key="notifications",
    name=_("Notifications"),
    url_prefix="notifications/",
    urls="dutyline.kernel.notifications.urls",
    navigation=(
        NavItem("mine", _("Notifications"), "notifications:notifications", 80, count=_unread),
    ),
    jobs=(Job("notifications.mail", _("Send mail"), 10, send_due),),
)
