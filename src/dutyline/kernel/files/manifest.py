"""Files on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.files.entering import SOURCES
from dutyline.kernel.files.sweeps import set_orphans_aside
from dutyline.kernel.registry import Job, Manifest

manifest = Manifest(
    key="files",
    name=_("Files"),
    url_prefix="files/",
    urls="dutyline.kernel.files.urls",
    jobs=(Job("files.orphans", _("Set aside files nothing refers to"), 86400, set_orphans_aside),),
    ledger=SOURCES,
)
