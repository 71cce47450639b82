"""The safety budget of a year taken out as a workbook: the plan of every unit, and every use."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue_ever
from dutyline.kernel.files.models import Attachment
from dutyline.modules.responsibility.exporting import Rows, Watch, Workbook
from dutyline.modules.responsibility.keys import BUDGET_USE
from dutyline.modules.responsibility.models import BudgetLine, BudgetUse
from dutyline.modules.responsibility.operations.budget.planning import PURPOSES
from dutyline.modules.responsibility.operations.budget.sums import Money, heads_of
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.spreadsheets.columns import Column, SheetToWrite
from dutyline.toolkit.wording import in_a_row

CHUNK = 200
BY_UNIT = ("unit__path", "purpose", "id")


def _asked(actor: Actor, parameters: Mapping[str, Any]) -> "QuerySet[BudgetLine]":
    """Return the lines of a year in reach, of a unit and everything under it."""
    rows = BudgetLine.objects.visible_to(actor).filter(year=int(parameters["year"]))
    found: QuerySet[BudgetLine] = rows
    return rows.within(str(parameters["unit"])) if parameters.get("unit") else found


def _sheets(lines: "QuerySet[BudgetLine]", watch: Watch) -> list[SheetToWrite]:
    return [
        SheetToWrite(_("Safety budget"), _columns(), watch(_lines(lines))),
        SheetToWrite(pgettext("of money", "Uses"), _use_columns(), _uses(lines)),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Year"), "number"),
        Column(_("Unit")),
        Column(_("Purpose"), width=32),
        Column(pgettext("money", "Planned"), "number"),
        Column(pgettext("money", "Used"), "number"),
        Column(pgettext("money", "Left"), "number"),
        Column(_("Rate of use"), "percent"),
        Column(pgettext("money", "Controlled by")),
    ]


def _lines(lines: "QuerySet[BudgetLine]") -> Rows:
    rows: Any = lines
    waiting = iter(
        rows.with_used().select_related("unit").order_by(*BY_UNIT).iterator(chunk_size=CHUNK)
    )
    today = timezone.localdate()
    while some := list(islice(waiting, CHUNK)):
        heads = heads_of({line.unit_id for line in some}, today)
        for line in some:
            money = Money(line.planned, line.used)
            yield [
                line.year,
                line.unit.name,
                _purpose(line.purpose),
                money.planned,
                money.used,
                money.left,
                money.rate,
                in_a_row(heads.get(line.unit_id, ())),
            ]


def _use_columns() -> list[Column]:
    return [
        Column(pgettext("money", "Number"), "number"),
        Column(_("Unit")),
        Column(_("Purpose"), width=32),
        Column(_("Day"), "date"),
        Column(_("Amount"), "number"),
        Column(_("What it was used for"), width=40),
        Column(pgettext("money", "Takes back"), "number"),
        Column(pgettext("money", "Recorded by")),
        Column(pgettext("money", "Recorded at"), "datetime"),
        Column(pgettext("money", "Proofs"), width=32),
    ]


def _uses(lines: "QuerySet[BudgetLine]") -> Iterator[Sequence[Any]]:
    rows = BudgetUse.objects.filter(line__in=lines.values("pk")).select_related("line__unit")
    ordered = rows.order_by("line__unit__path", "spent_on", "id").iterator(chunk_size=CHUNK)
    waiting = iter(ordered)
    while some := list(islice(waiting, CHUNK)):
        proofs = Attachment.objects.by_subject(BUDGET_USE, [row.pk for row in some])
        for row in some:
            amount: Decimal = row.amount
            yield [
                row.pk,
                row.line.unit.name,
                _purpose(row.line.purpose),
                row.spent_on,
                amount,
                row.what,
                row.corrects_id,
                row.by_name,
                row.at,
                "\n".join(each.name for each in proofs.get(row.pk, ())),
            ]


def _purpose(key: str) -> str:
    found = catalogue_ever(PURPOSES).get(key)
    return str(found.label) if found else key


BUDGET = Workbook(
    "responsibility.export_budget",
    gettext_lazy("Export of the safety budget"),
    gettext_lazy("safety-budget"),
    Responsibility.BUDGET_VIEW,
    _asked,
    _sheets,
)
