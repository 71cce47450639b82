"""The import wizard on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Job, Manifest
from dutyline.shell.imports.errands import KINDS
from dutyline.shell.imports.operations import sweep

manifest = Manifest(
    key="imports",
    name=_("Import"),
    api="dutyline.shell.imports.api.router",
    jobs=(Job("imports.sweep", _("Forget files brought for import"), 3600, sweep),),
    errands=KINDS,
)
