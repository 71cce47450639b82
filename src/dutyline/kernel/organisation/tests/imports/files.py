"""Small files for the tests of imports, and where the real ones lie."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import yaml

from dutyline.kernel.organisation.imports.organisation import OrganisationImport
from dutyline.kernel.organisation.tests.clerk import Clerk
from dutyline.kernel.registry.imports import ImportMap, Options, Report, Sheet, read_sheet

ROOT = Path(__file__).resolve().parents[6]
ORGANOGRAMS = ROOT.parent / "shared" / "data" / "uk-mod-organogram"
MAPS = ROOT / "packs" / "maps"
FIRST, SECOND = date(2015, 9, 30), date(2016, 3, 31)
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)

COLUMNS = ("Company", "Department", "Post ID", "Job Title", "Reports to", "Name")
MAP: dict[str, Any] = {
    "columns": {
        "unit_1": "Company",
        "unit_2": "Department",
        "post_code": "Post ID",
        "post_title": "Job Title",
        "superior_code": "Reports to",
        "holder_name": "Name",
    },
    "source": "test",
}


def table(*rows: Sequence[str], columns: Sequence[str] = COLUMNS) -> BytesIO:
    """Return rows as a CSV file; the first row stands in line 2."""
    text = StringIO()
    csv.writer(text).writerows([columns, *rows])
    return BytesIO(text.getvalue().encode())


def sheet_of(adapter, file: BytesIO, mapping: dict[str, Any]) -> Sheet:
    return read_sheet(file, "test.csv", adapter.fields, ImportMap.from_json(mapping))


def bring_in(
    *rows: Sequence[str], on: date = FIRST, adapter=None, mapping=None, columns=COLUMNS, **told: Any
) -> Report:
    """Import rows as of a day; `dry=True` only plans, `by=` acts as somebody else."""
    adapter = adapter or OrganisationImport()
    by, dry = told.pop("by", Clerk()), told.pop("dry", False)
    sheet = sheet_of(adapter, table(*rows, columns=columns), mapping or MAP)
    work = adapter.plan if dry else adapter.apply
    return work(sheet, Options(on, NOW, **told), by=by)


def organogram(name: str, on: date, kind: str = "uk-organogram", **told: Any) -> Report:
    """Import a real organogram as of a day, read as its map says or as `mapping=` does."""
    adapter = OrganisationImport()
    remembered = ImportMap.from_json(yaml.safe_load((MAPS / f"{kind}.yaml").read_text()))
    mapping = told.pop("mapping", remembered)
    with (ORGANOGRAMS / name).open("rb") as file:
        sheet = read_sheet(file, name, adapter.fields, mapping)
    return adapter.apply(sheet, Options(on, NOW, **told), by=Clerk())


def counts(report: Report, kind: str) -> tuple[int, int, int, int, int]:
    """Return created, changed, unchanged, closed, refused of one kind."""
    tally = report.kinds[kind]
    return (tally.created, tally.changed, tally.unchanged, tally.closed, tally.refused)


def refusals(report: Report) -> list[tuple[int, str, str]]:
    """Return row, column and reason of every refused row."""
    return [(each.row, each.column, str(each.reason)) for each in report.refused]


def decided(report: Report, key: str) -> tuple[int, ...]:
    """Return the rows a decision touched; KeyError where it was not made."""
    return {each.key: each.rows for each in report.decisions}[key]
