"""History on one page: it has no pages, rights or verbs of its own."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.history.filing import FILES
from dutyline.kernel.registry import Manifest

manifest = Manifest(key="history", name=_("History"), files=FILES)
