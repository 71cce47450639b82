"""What the import wizard, the command and every kind of import say to each other.

An adapter (named by `ImportKind.adapter`) knows the fields of its kind and does the work. The
frame reads the file, matches columns with fields, and shows the report:

    mapping = ImportMap.from_json(data)              # chosen before, or {} to be guessed
    sheet = read_sheet(file, name, adapter.fields, mapping)
    report = adapter.plan(sheet, options, by=actor)  # dry run: nothing is written
    report = adapter.apply(sheet, options, by=actor) # one transaction, idempotent

`plan` and `apply` give the same report for the same state of the database. Rows that contradict
themselves are refused with the reason while the others go through; what was decided on the way is
in the report as well. Nothing is guessed silently.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import IO, Any, ClassVar, Protocol

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry.manifest import Text
from dutyline.kernel.registry.refusal import Refusal
from dutyline.toolkit.spreadsheets.choosing import choose_sheet
from dutyline.toolkit.spreadsheets.layout import Layout, find_table
from dutyline.toolkit.spreadsheets.mapping import (
    ColumnMap,
    Field,
    Match,
    chosen_mapping,
    guess_mapping,
    trusted,
)
from dutyline.toolkit.spreadsheets.read import open_table
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, text_of
from dutyline.toolkit.spreadsheets.wording import plain, tidy
from dutyline.toolkit.spreadsheets.workbook import Cell

LOWER_ROW = 85
"""Likeness of a column whose lower header row is a name of the field: nothing to wonder about."""
COUNTED = ("created", "changed", "unchanged", "closed", "refused")


class BadMap(Refusal):
    """A mapping file nobody can follow."""

    message = _("The mapping cannot be used: {problem}")
    field = "mapping"


class ColumnsMissing(Refusal):
    """A file without the columns an import cannot do without."""

    message = _("No column was found for: {fields}.")
    field = "mapping"


class OlderSnapshot(Refusal):
    """A full snapshot of a day before one that was already imported."""

    message = _("A snapshot of {latest} was already imported; {day} is older.")
    field = "as_of"


@dataclass(frozen=True)
class ImportMap:
    """How a file is to be read: remembered by the wizard, or a YAML or JSON file of the command.

    `columns` says for a field its header, 0-based number, or several headers of which the first
    found counts. `settings` are the adapter's own. `source` names where such files come from: a
    later snapshot closes only what an earlier one of the same source opened.
    """

    columns: Mapping[str, str | int | Sequence[str]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    sheet: str | None = None
    layout: Layout = field(default_factory=Layout)
    encoding: str | None = None
    delimiter: str | None = None

    PARTS: ClassVar = ("columns", "settings", "source", "sheet", "layout", "encoding", "delimiter")

    @classmethod
    def from_json(cls, data: object) -> "ImportMap":
        """Read plain data as YAML or JSON gives it; raise BadMap for what is not a mapping.

        Other keys at the top, such as a title, are for people and left alone.
        """
        if not isinstance(data, Mapping):
            raise BadMap(problem=_("it must be a table of names and values"))
        parts = {name: data[name] for name in cls.PARTS if data.get(name) is not None}
        for name in ("columns", "settings", "layout"):
            if not isinstance(parts.get(name, {}), Mapping):
                raise BadMap(problem=_("“{name}” must be a table").format(name=name))
        for name in ("source", "sheet", "encoding", "delimiter"):
            if not isinstance(parts.get(name, ""), str):
                raise BadMap(problem=_("“{name}” must be text").format(name=name))
        for name, column in parts.get("columns", {}).items():
            several = isinstance(column, list) and all(isinstance(each, str) for each in column)
            if not isinstance(column, str | int) and not several:
                raise BadMap(problem=_("“{name}” must name a column").format(name=name))
        return cls(**{**parts, "layout": Layout.from_json(parts.get("layout", {}))})

    def as_json(self) -> dict[str, Any]:
        """Return plain data that `from_json` reads back."""
        parts = {name: getattr(self, name) for name in self.PARTS}
        return {name: value for name, value in parts.items() if value} | {
            "layout": self.layout.as_json()
        }


@dataclass(frozen=True)
class Options:
    """What an import is told beside the file."""

    as_of: date
    """The day the file is true of."""
    at: datetime
    """The moment of importing."""
    partial: bool = False
    """Leave what the file does not mention as it is, instead of closing it."""
    progress: Callable[[int, int], None] = lambda _done, _total: None
    """Told (done, total) steps as the work goes on."""


@dataclass(frozen=True)
class Record:
    """One row by field; `number` is the row as the spreadsheet shows it."""

    number: int
    values: Mapping[str, Cell]

    def text(self, name: str, at_most: int | None = None) -> str:
        """Return a cell as tidy text on one line; raise CellProblem for an error or too much text.

        Whole numbers lose their `.0`, so that a personnel number stays what it looks like.
        """
        value = self.values.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = tidy(text_of(value))
        if at_most is not None and len(text) > at_most:
            raise CellProblem("too_long", count=len(text), limit=at_most)
        return text


@dataclass(frozen=True)
class Sheet:
    """A table matched with the fields of an import."""

    name: str
    records: Sequence[Record]
    headers: Mapping[str, str]
    """Field to the header of the column it is read from."""
    mapping: ImportMap
    decisions: Sequence["Remark"] = ()

    def __iter__(self) -> Iterator[Record]:
        """Yield the records."""
        return iter(self.records)


@dataclass(frozen=True)
class Remark:
    """Something the import decided, to be shown: a stable key, a sentence, the rows it touched."""

    key: str
    text: Text
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class RefusedRow:
    """A row that was left out: where, what stands there, why."""

    row: int
    column: str
    reason: Text
    value: str = ""


@dataclass
class Tally:
    """How many things of one kind came to be, changed, stayed, ended; `refused` counts rows."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    refused: int = 0


@dataclass
class Report:
    """What an import did, or would do."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    refused: list[RefusedRow] = field(default_factory=list)
    decisions: list[Remark] = field(default_factory=list)
    applied: bool = False

    def tally(self, kind: str) -> Tally:
        """Return the counts of one kind of thing, begun at nought."""
        return self.kinds.setdefault(kind, Tally())

    @property
    def total(self) -> Tally:
        """Return the counts of all kinds together."""
        return Tally(
            **{name: sum(getattr(each, name) for each in self.kinds.values()) for name in COUNTED}
        )

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data, sentences in the language active now."""
        return {
            "applied": self.applied,
            **asdict(self.total),
            "kinds": {kind: asdict(tally) for kind, tally in self.kinds.items()},
            "refusals": [
                {"row": r.row, "column": r.column, "value": r.value, "reason": str(r.reason)}
                for r in self.refused
            ],
            "decisions": [
                {"key": d.key, "text": str(d.text), "rows": list(d.rows)} for d in self.decisions
            ],
        }


class ImportAdapter(Protocol):
    """Does the work for one kind of import; made without arguments."""

    key: ClassVar[str]
    fields: ClassVar[Sequence[Field]]

    def plan(self, sheet: Sheet, options: Options, *, by: Any) -> Report:
        """Return what `apply` would do, and write nothing; NotPermitted without the right."""

    def apply(self, sheet: Sheet, options: Options, *, by: Any) -> Report:
        """Write everything in one transaction and return what was done; twice changes nothing."""


def read_sheet(file: IO[bytes], name: str, fields: Sequence[Field], mapping: ImportMap) -> Sheet:
    """Read a table file and match its columns with `fields`.

    Raises FileRefused or ArchiveRefused for a file that is no table, ColumnsMissing where a
    required field found no column.
    """
    workbook = open_table(file, name, encoding=mapping.encoding, delimiter=mapping.delimiter)
    known = expected_names(fields, mapping)
    chosen, about_sheets = choose_sheet(workbook, mapping.sheet, known)
    table = find_table(chosen, mapping.layout, known)
    matched = match_columns(table.headers, fields, mapping)
    if matched.missing:
        labels = {one.key: str(one.label) for one in fields}
        raise ColumnsMissing(fields=", ".join(labels[key] for key in matched.missing))
    columns = matched.columns()
    return Sheet(
        table.sheet,
        [
            Record(row.number, {key: row.cells[column] for key, column in columns.items()})
            for row in table.rows
        ],
        {key: table.headers[column] for key, column in columns.items()},
        mapping,
        (
            *(
                Remark(each.key, each.text, each.rows)
                for each in (*workbook.decisions, *about_sheets, *table.decisions)
            ),
            *_about_columns(matched, fields, mapping),
        ),
    )


def expected_names(fields: Sequence[Field], mapping: ImportMap) -> list[str]:
    """Return the column names by which a table is recognised: those of the fields, of the map."""
    told = [
        each
        for column in mapping.columns.values()
        for each in ([column] if isinstance(column, str | int) else column)
    ]
    return [each for one in fields for each in one.names] + [n for n in told if isinstance(n, str)]


def match_columns(headers: Sequence[str], fields: Sequence[Field], mapping: ImportMap) -> ColumnMap:
    """Match headers with fields as the mapping says; without one, by their names.

    A column whose name merely contains a word of a field is left for a person to choose.
    """
    if not mapping.columns:
        return trusted(guess_mapping(headers, fields), headers, fields)
    there = {plain(name) for head in headers for name in (head, head.rpartition(" / ")[2])}
    chosen: dict[str, str | int] = {}
    for key, column in mapping.columns.items():
        names = [column] if isinstance(column, str | int) else column
        found = [each for each in names if isinstance(each, int) or plain(each) in there]
        if found:
            chosen[key] = found[0]
    return chosen_mapping(headers, fields, {"columns": chosen})


def _about_columns(
    matched: ColumnMap, fields: Sequence[Field], mapping: ImportMap
) -> Iterator[Remark]:
    """Say which columns are read as something their name does not say, and which are not read."""
    labels = {one.key: str(one.label) for one in fields}
    for match in matched.matches:
        if match.column is not None and match.score < LOWER_ROW:
            read = str(_("The column “{header}” is read as “{field}”."))
            field_label = labels[match.field]
            yield Remark("column_read_as", read.format(header=match.header, field=field_label))
    absent = [
        column if isinstance(column, str | int) else " / ".join(column)
        for match in matched.matches
        if match.column is None and (column := mapping.columns.get(match.field)) is not None
    ]
    if absent:
        gone = str(_("The mapping names columns that are not there: {headers}."))
        yield Remark("columns_absent", gone.format(headers=", ".join(map(str, absent))))
    if matched.unused:
        unused = str(_("Columns not read: {headers}."))
        yield Remark("columns_unused", unused.format(headers=", ".join(matched.unused)))


__all__ = [
    "BadMap",
    "ColumnMap",
    "ColumnsMissing",
    "Field",
    "ImportAdapter",
    "ImportMap",
    "Match",
    "OlderSnapshot",
    "Options",
    "Record",
    "RefusedRow",
    "Remark",
    "Report",
    "Sheet",
    "Tally",
    "expected_names",
    "match_columns",
    "read_sheet",
]
