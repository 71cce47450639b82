"""What inspections adds to the line board: open and overdue hidden dangers of each unit."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import BoardColumn
from dutyline.modules.inspections.addresses import ledger_url
from dutyline.modules.inspections.models import FindingStanding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter

OPEN, OVERDUE = "inspections.open", "inspections.overdue"


def standing(paths: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """Return open and overdue hidden dangers of units with everything under them."""
    rows = FindingStanding.objects.filter(whole=True, unit_path__in=paths)
    return {
        path: {OPEN: opened, OVERDUE: overdue}
        for path, opened, overdue in rows.values_list("unit_path", "open", "overdue")
    }


def _open(path: str) -> str:
    return ledger_url(LedgerFilter(unit=path, state=("open",)))


def _overdue(path: str) -> str:
    return ledger_url(LedgerFilter(unit=path, overdue=True))


BOARD_COLUMNS = (
    BoardColumn(OPEN, _("Open dangers"), Inspections.FINDING_VIEW, standing, _open),
    BoardColumn(
        OVERDUE,
        _("Overdue"),
        Inspections.FINDING_VIEW,
        standing,
        _overdue,
        broken=True,
    ),
)
