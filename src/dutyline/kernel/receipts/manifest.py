"""Receipts on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.receipts.operations import sweep
from dutyline.kernel.registry import Job, Manifest

manifest = Manifest(
    key="receipts",
    name=_("Receipts"),
    jobs=(Job("receipts.sweep", _("Forget old receipts"), 6 * 3600, sweep),),
)
