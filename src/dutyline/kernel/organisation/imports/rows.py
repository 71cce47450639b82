"""Reads the rows of an organisation file one by one; what they say together comes later."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.fields import DEEPEST
from dutyline.kernel.organisation.imports.holder_names import part_names
from dutyline.kernel.organisation.imports.settings import Settings, folded
from dutyline.kernel.organisation.models import Level, UnitKind
from dutyline.kernel.registry.imports import Record, RefusedRow, Remark, Report, Sheet
from dutyline.toolkit.spreadsheets.values.choices import Choice, parse_choice
from dutyline.toolkit.spreadsheets.values.numbers import parse_boolean, parse_number, parse_whole
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, shown
from dutyline.toolkit.spreadsheets.workbook import Cell

Value = TypeVar("Value")

SHOWN = 12
"""Words for nobody that a decision repeats."""

LONGEST = {"post_code": 100, "unit_code": 100, "parent_code": 100, "superior_code": 100} | {
    "post_title": 300,
    "holder_name": 200,
    "holder_number": 60,
    **{f"unit_{level}": 200 for level in range(1, DEEPEST + 1)},
}
KINDS = (
    Choice(UnitKind.GROUP, UnitKind.GROUP.label, ("集团", "集团公司")),
    Choice(UnitKind.COMPANY, UnitKind.COMPANY.label, ("公司", "分公司", "子公司", "organisation")),
    Choice(
        UnitKind.DEPARTMENT, UnitKind.DEPARTMENT.label, ("部门", "科室", "处室", "division", "unit")
    ),
    Choice(UnitKind.WORKSHOP, UnitKind.WORKSHOP.label, ("车间", "分厂", "section")),
    Choice(UnitKind.TEAM, UnitKind.TEAM.label, ("班组", "班", "小组", "crew")),
)


@dataclass(frozen=True)
class Row:
    """What one row says. `chain` are unit names from the top; `post` identifies the post.

    Names that share a cell are rows of their own with the same number; `sharers` counts them.
    `fate` is `held`, `vacant` or `eliminated`; a row may tell of a unit only, then `post` is "".
    """

    number: int
    chain: tuple[str, ...]
    unit_code: str = ""
    parent_code: str = ""
    unit_kind: str = ""
    post: str = ""
    title: str = ""
    grade: str = ""
    superior: str = ""
    heads: bool = False
    level: int | None = None
    headcount: Decimal | None = None
    fate: str = "vacant"
    holder: str = ""
    holder_number: str = ""
    coded: bool = True
    sharers: int = 1

    @property
    def unit(self) -> str:
        """Return what identifies the unit of the row."""
        return self.unit_code or chain_code(self.chain)

    @property
    def identity(self) -> tuple[str, str, str]:
        """Return what must agree for two rows to speak of the same post."""
        return (folded(self.unit), folded(self.title), self.superior)


@dataclass
class Reading:
    """The rows that can be read, and what was decided about them.

    `posts` and `units` are all codes that stand in the file, in refused rows too; `blind` says
    that a row could not even tell whom it is about.
    """

    rows: list[Row] = field(default_factory=list)
    posts: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    blind: bool = False
    collapsed: list[int] = field(default_factory=list)
    vacant: list[int] = field(default_factory=list)
    nobody: dict[str, None] = field(default_factory=dict)
    eliminated: list[int] = field(default_factory=list)
    uncoded: list[int] = field(default_factory=list)
    parted: list[int] = field(default_factory=list)
    unknown_headcounts: list[int] = field(default_factory=list)


def read_rows(sheet: Sheet, settings: Settings, report: Report) -> Reading:
    """Read the rows; refuse in the report those that cannot be read, and remark on the rest."""
    reading = Reading()
    for record in sheet:
        try:
            row = _read(record, settings, reading)
            rows = list(_one_a_holder(row, record, settings, reading))
        except _Unreadable as problem:
            header = sheet.headers.get(problem.column, problem.column)
            value = record.values.get(problem.column)
            refuse(
                report, record.number, header, problem.reason, "" if value is None else shown(value)
            )
            _note_codes(record, reading)
            continue
        reading.rows += rows
        reading.posts.add(folded(row.post))
        reading.units.add(folded(row.unit))
    words = ", ".join(list(reading.nobody)[:SHOWN])
    for key, text, numbers in (
        ("collapsed", _("The same name on neighbouring levels is one unit."), reading.collapsed),
        (
            "vacant",
            _("These words stand for nobody, the post is vacant: {words}.").format(words=words),
            reading.vacant,
        ),
        ("eliminated", _("These posts have ended; they are closed."), reading.eliminated),
        (
            "uncoded",
            _("Without a post code, rows alike in unit, superior, title and grade are one post."),
            reading.uncoded,
        ),
        (
            "names_parted",
            _("Several names in one cell are several people who share the post."),
            reading.parted,
        ),
        (
            "headcount_unknown",
            _("The number of planned holders is not told in these rows."),
            reading.unknown_headcounts,
        ),
    ):
        if numbers:
            report.decisions.append(Remark(key, text, tuple(numbers)))
    return reading


def refuse(report: Report, row: int, column: str, reason: object, value: str = "") -> None:
    """Leave a row out, with the reason."""
    report.refused.append(RefusedRow(row, column, str(reason), value))
    report.tally("post").refused += 1


def chain_code(chain: tuple[str, ...]) -> str:
    """Return the code of a unit known by its names only: the names, shortened when too long."""
    code = " / ".join(chain)
    if len(code) <= 100:
        return code
    digest = hashlib.sha256(code.encode()).hexdigest()[:12]
    return f"{code[:87]}#{digest}"


class _Unreadable(Exception):
    def __init__(self, column: str, reason: object) -> None:
        super().__init__(column)
        self.column, self.reason = column, reason


def _read(record: Record, settings: Settings, reading: Reading) -> Row:
    names = [_text(record, f"unit_{level}") for level in range(1, DEEPEST + 1)]
    if settings.unit_separator:
        names = [part.strip() for name in names for part in name.split(settings.unit_separator)]
    chain = _chain([name for name in names if name], record, settings, reading)
    unit_code = _text(record, "unit_code")
    if not chain:
        raise _Unreadable("unit_1", _("The row names no unit."))
    title, code = _text(record, "post_title"), _text(record, "post_code")
    grade, superior = _text(record, "grade"), _text(record, "superior_code")
    superior = "" if settings.is_top(superior) else superior
    if not title and (code or superior or grade or _text(record, "holder_name")):
        raise _Unreadable("post_title", _("The post has no title."))
    unit = unit_code or chain_code(chain)
    if title and not code:
        reading.uncoded.append(record.number)
    fate, holder, number = _holder(record, settings, reading) if title else ("vacant", "", "")
    return Row(
        number=record.number,
        chain=chain,
        unit_code=unit_code,
        parent_code=_text(record, "parent_code"),
        unit_kind=_value(record, "unit_kind", lambda cell: parse_choice(cell, KINDS)) or "",
        post=code or (_made_up((unit, superior, title, grade)) if title else ""),
        title=title if code or not grade else f"{title} ({grade})"[:300],
        grade=grade,
        superior=superior,
        heads=bool(_value(record, "heads_unit", parse_boolean)),
        level=_level(record, settings, grade),
        headcount=_headcount(record, settings, reading),
        fate=fate,
        holder=holder,
        holder_number=number,
        coded=bool(code),
    )


def _note_codes(record: Record, reading: Reading) -> None:
    """Remember whom an unreadable row is about, so that it is not taken to be missing."""
    codes = {}
    for column in ("post_code", "unit_code"):
        try:
            codes[column] = folded(record.text(column))
        except CellProblem:
            codes[column] = ""
    reading.posts.add(codes["post_code"])
    reading.units.add(codes["unit_code"])
    reading.blind = reading.blind or not any(codes.values())


def _chain(
    names: list[str], record: Record, settings: Settings, reading: Reading
) -> tuple[str, ...]:
    if not settings.repeated_once:
        return tuple(names)
    once = [
        name
        for level, name in enumerate(names)
        if level == 0 or folded(name) != folded(names[level - 1])
    ]
    if len(once) < len(names):
        reading.collapsed.append(record.number)
    return tuple(once)


def _holder(record: Record, settings: Settings, reading: Reading) -> tuple[str, str, str]:
    name, number = _text(record, "holder_name"), _text(record, "holder_number")
    if settings.is_eliminated(name):
        reading.eliminated.append(record.number)
        return "eliminated", "", ""
    if settings.is_vacant(name):
        if name:
            reading.vacant.append(record.number)
            reading.nobody.setdefault(name)
        return "vacant", "", ""
    return "held", name, number


def _one_a_holder(row: Row, record: Record, settings: Settings, reading: Reading) -> Iterator[Row]:
    """Yield a row for each name that shares its cell."""
    cell = record.values.get("holder_name")
    if row.fate != "held" or not settings.part_names or not isinstance(cell, str):
        yield row
        return
    names = [name for name in part_names(cell) if not settings.is_vacant(name)]
    if len(names) < 2:
        yield replace(row, holder=names[0] if names else row.holder)
        return
    numbers = list(part_names(row.holder_number)) or [""] * len(names)
    if len(numbers) != len(names):
        raise _Unreadable("holder_number", _("Names and personnel numbers differ in number."))
    reading.parted.append(row.number)
    for name, number in zip(names, numbers, strict=True):
        yield replace(row, holder=name, holder_number=number, sharers=len(names))


def _headcount(record: Record, settings: Settings, reading: Reading) -> Decimal | None:
    said = record.values.get("headcount")
    if isinstance(said, str) and settings.is_vacant(_text(record, "headcount")):
        reading.unknown_headcounts.append(record.number)
        return None
    number = _value(record, "headcount", parse_number)
    if number is not None and not 0 <= number < 1_000_000:
        raise _Unreadable("headcount", _("A number of holders from 0 to 999999 is needed."))
    return None if number is None else number.quantize(Decimal("0.01"))


def _level(record: Record, settings: Settings, grade: str) -> int | None:
    level = _value(record, "level", parse_whole)
    if level is not None and level not in Level.values:
        raise _Unreadable("level", _("The levels of the line are 1 to 5."))
    return level if level is not None else settings.levels.get(grade)


def _text(record: Record, column: str) -> str:
    if record.values.get(column) is None:
        return ""
    try:
        return record.text(column, LONGEST.get(column))
    except CellProblem as problem:
        raise _Unreadable(column, problem) from problem


def _value(record: Record, column: str, parse: Callable[[Cell], Value | None]) -> Value | None:
    cell = record.values.get(column)
    if cell is None:
        return None
    try:
        return parse(cell)
    except CellProblem as problem:
        raise _Unreadable(column, problem) from problem


def _made_up(parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256("\0".join(map(folded, parts)).encode()).hexdigest()[:16]
    return f"~{digest}"
