"""What inspections adds to the line board: open and overdue hidden dangers of each unit."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import BoardColumn
from dutyline.modules.inspections.addresses import ledger_url
from dutyline.modules.inspections.models import FindingStanding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter


def _counts(column: str) -> Callable[[Sequence[str]], Mapping[str, int]]:
    def values(paths: Sequence[str]) -> Mapping[str, int]:
        standing = FindingStanding.objects.filter(whole=True, unit_path__in=paths)
        return dict(standing.values_list("unit_path", column))

    return values


def _open(path: str) -> str:
    return ledger_url(LedgerFilter(unit=path, state=("open",)))


def _overdue(path: str) -> str:
    return ledger_url(LedgerFilter(unit=path, overdue=True))


BOARD_COLUMNS = (
    BoardColumn(
        "inspections.open", _("Open dangers"), Inspections.FINDING_VIEW, _counts("open"), _open
    ),
    BoardColumn(
        "inspections.overdue",
        _("Overdue"),
        Inspections.FINDING_VIEW,
        _counts("overdue"),
        _overdue,
        broken=True,
    ),
)
