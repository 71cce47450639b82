"""The demo on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Job, Manifest
from dutyline.shell.demo.going_on import go_on

manifest = Manifest(
    key="demo",
    name=_("Demonstration"),
    jobs=(Job("demo.tell", _("Tell the demonstration's history"), 5, go_on),),
)
