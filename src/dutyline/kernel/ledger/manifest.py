"""The log on one page."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.ledger.entering import SOURCES
from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
from dutyline.kernel.registry import Job, Manifest

MINUTE = 60
HOUR = 60 * MINUTE


def _sign(now: datetime) -> int:
    return int(make_checkpoint(now) is not None)


manifest = Manifest(
    key="ledger",
    name=_("Evidence log"),
    jobs=(
        Job("ledger.enter", _("Enter new evidence in the log"), MINUTE, enter_waiting),
        Job("ledger.sign", _("Sign the log"), HOUR, _sign),
    ),
    ledger=SOURCES,
)
