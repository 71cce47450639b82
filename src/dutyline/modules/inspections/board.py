"""What inspections adds to the line board: how the hidden dangers of each unit stand."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models import Level
from dutyline.kernel.registry import BoardColumn, Text
from dutyline.modules.inspections.addresses import ledger_url
from dutyline.modules.inspections.models import FindingStanding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter

OPEN, OVERDUE, LADDER = "inspections.open", "inspections.overdue", "inspections.ladder"


def standing(paths: Sequence[str]) -> Mapping[str, Mapping[str, int | Mapping[Text, int]]]:
    """Return open, overdue and escalated hidden dangers of units with everything under them."""
    rows = FindingStanding.objects.filter(whole=True, unit_path__in=paths)
    return {
        path: {OPEN: opened, OVERDUE: overdue, LADDER: _reached(ladder)}
        for path, opened, overdue, ladder in rows.values_list(
            "unit_path", "open", "overdue", "ladder"
        )
    }


def _reached(ladder: Mapping[str, int]) -> Mapping[Text, int]:
    """Return how many climbed to which level, the highest first."""
    return {Level(int(level)).label: ladder[level] for level in sorted(ladder)}


def _open(path: str) -> str:
    return ledger_url(LedgerFilter(unit=path, state=("open",)))


def _escalated(path: str) -> str:
    return ledger_url(LedgerFilter(unit=path, state=("open",), escalated=True))


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
    BoardColumn(
        LADDER,
        pgettext_lazy("board", "Escalated"),
        Inspections.FINDING_VIEW,
        standing,
        _escalated,
        in_parts=True,
    ),
)
