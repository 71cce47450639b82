"""Notifications on one page."""

from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.outbox import send_due
from dutyline.kernel.notifications.queries import SHOWN_AT_MOST
from dutyline.kernel.registry import Job, Manifest, NavItem
from dutyline.toolkit.counting import Number, keys_up_to, row_count
from dutyline.toolkit.prepared import Prepared, Slot

_PERSON = Slot("person", BigIntegerField())
_UNREAD = Prepared(
    lambda: keys_up_to(Notification.objects.filter(person=_PERSON).unread(), SHOWN_AT_MOST)
)


def _unread(actor: Actor) -> Number:
    if actor.person is None:
        return row_count(Notification.objects.none())
    return row_count(_UNREAD.asked(person=actor.person.pk))


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
