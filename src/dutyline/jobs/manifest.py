"""What operators watch, on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.registry import Manifest, NavItem

manifest = Manifest(
    key="jobs",
    name=_("Jobs and health"),
    url_prefix="setup/health/",
    urls="dutyline.jobs.urls",
    navigation=(NavItem("setup", _("Jobs and health"), "jobs:health", 95, Access.OPERATE),),
)
