"""Outside holders on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.holders.operations import deliver_due
from dutyline.kernel.registry import Job, Manifest, NavItem

MINUTE = 60

manifest = Manifest(
    key="holders",
    name=_("Outside holders"),
    url_prefix="checkpoints/",
    urls="dutyline.kernel.holders.urls",
    navigation=(NavItem("setup", _("Outside holders"), "holders:holders", 94, Access.LOG_WATCH),),
    jobs=(
        Job("holders.deliver", _("Deliver checkpoints to outside holders"), MINUTE, deliver_due),
    ),
    public_routes=frozenset({"holders:checkpoint", "holders:keep"}),
)
