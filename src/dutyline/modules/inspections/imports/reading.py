"""Reads the cells of a ledger: dates, choices, money, several findings in a cell."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dutyline.kernel.registry.imports import Record, Remark, Sheet
from dutyline.modules.inspections.imports.levels import LevelReading, study_levels
from dutyline.modules.inspections.imports.rows import LedgerRow, Notes
from dutyline.modules.inspections.imports.settings import Settings
from dutyline.modules.inspections.imports.words import CHOICES, RESULTS
from dutyline.toolkit.spreadsheets.values.choices import ChoiceReading, parse_choice, study_choices
from dutyline.toolkit.spreadsheets.values.date_columns import DateReading, study_dates
from dutyline.toolkit.spreadsheets.values.items import split_names, split_sentences
from dutyline.toolkit.spreadsheets.values.numbers import parse_boolean, parse_number
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, shown, text_of
from dutyline.toolkit.spreadsheets.values.worded_days import bare_day, first_day, parse_deadline
from dutyline.toolkit.spreadsheets.wording import plain
from dutyline.toolkit.spreadsheets.workbook import Cell

MOMENTS = ("found_at", "recorded_at")
DAYS = (
    "assigned_on",
    "received_on",
    "first_due_on",
    "due_on",
    "extension_to",
    "repaired_on",
    "verified_on",
    "closed_on",
    "staff_told_on",
    "authority_on",
    "supervised_until",
)
DONE_DAYS = ("repaired_on", "verified_on", "closed_on")
"""Columns of days in which people also write that it is done."""
DEADLINES = ("due_on", "first_due_on")
"""Columns of days in which people also write at once, end of March, within ten days."""
RESULT_COLUMNS = ("opinion", "progress")
"""Columns whose short words tell the state where no column of states does."""
LONGEST_RESULT = 15
ENDLESS = frozenset(
    ("长期", "长期坚持", "长期执行", "持续", "持续整改", "常态化", "尽快", "尽早", "asap")
)
NOTHING = frozenset(
    (
        *("/", "//", "\\", "-", "--", "---", "—", "——", "–", "*", ".", "n/a", "na", "nil", "none"),
        *("null", "无", "暂无", "没有", "空", "待定", "未定", "tbd", "tbc"),
    )
)
"""Words for an empty cell."""
PICTURES = ("before_photos", "after_photos")
MONEY = ("funds_planned", "funds_actual")
LISTS = ("finder_names", "owner", "verifier")
"""Cells that may name several people."""
OWN = "recorded_at"
"""Only our own export has this column: its cells are taken word by word."""


class LedgerReader:
    """Reads a sheet row by row, once its columns have been looked at as wholes."""

    def __init__(self, sheet: Sheet, settings: Settings, notes: Notes) -> None:
        """Settle how dates and choices are written in this file."""
        self.sheet, self.settings, self.notes = sheet, settings, notes
        self.hints: dict[int, str] = {}
        """States found in columns of days, by row."""
        self.found: dict[int, date] = {}
        """The day of finding by row, from which other days take a missing year."""
        self.own = OWN in sheet.headers and "number" in sheet.headers
        self.results = {name: self._study_results(name) for name in self._result_columns()}
        self.dates = {
            name: self._study_dates(name) for name in (*MOMENTS, *DAYS) if name in sheet.headers
        }
        self.choices = {
            name: self._study_choices(name) for name in CHOICES if name in sheet.headers
        }
        self.levels = self._study_levels()
        if not self.own and "number" in sheet.headers:
            text = _("Findings are numbered anew; the numbers of the file are not kept.")
            notes.report.decisions.append(Remark("numbered_anew", text))

    def rows(self) -> Iterator[LedgerRow]:
        """Yield every row that can be read; the others are refused with the reason."""
        for record in self.sheet:
            try:
                said = self._said(record)
            except _Unreadable as problem:
                header = self.sheet.headers.get(problem.column, problem.column)
                self.notes.refuse(record.number, header, problem.reason, problem.value)
                continue
            yield from self._parts(record, said)

    def _parts(self, record: Record, said: dict[str, Any]) -> Iterator[LedgerRow]:
        items = split_sentences(record.values.get("title"))
        if self.own or not self.settings.split or items.parted_by != "numbers":
            yield LedgerRow(record.number, 0, said)
            return
        self.notes.decide(
            "items_split", _("Several numbered findings in one cell are parted."), record.number
        )
        for part, text in enumerate(items.texts, 1):
            yield LedgerRow(record.number, part, {**said, **self._title(text, said)})

    def _said(self, record: Record) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for name in self.sheet.headers:
            said[name] = self._value(record, name)
        self._level(record, said)
        if not said.get("state"):
            said["state"] = self.hints.get(record.number) or self._result(record)
        if not said.get("title"):
            raise _Unreadable("title", _("The row does not say what is wrong."))
        if said.get("found_at") is None:
            raise _Unreadable("found_at", _("The day it was found is missing."))
        if not self.own:
            said.update(self._title(said["title"], said))
            self._people(record, said)
        return said

    def _value(self, record: Record, name: str) -> Any:
        cell = self._cell(record, name)
        try:
            if name in self.dates:
                return self._day(record, name, cell)
            if name == "origin" and not self.own:
                return self._origin(record, cell)
            if name == "grade" and (level := self.levels.level(cell)) is not None:
                return level.grade
            if name in self.choices:
                return self.choices[name].parse(cell, CHOICES[name]) or ""
            if name in MONEY:
                return self._money(record, name, cell)
            if name == "back_filled":
                return bool(parse_boolean(cell))
            return self._text(record, name, cell)
        except CellProblem as problem:
            reason = self.levels.reason(cell) if name == "grade" else ""
            value = shown(record.values.get(name))
            raise _Unreadable(name, reason or str(problem), value) from problem

    def _level(self, record: Record, said: dict[str, Any]) -> None:
        """Say how a level is read; where the row names no risk, the level tells it too."""
        cell = record.values.get("grade")
        level = self.levels.level(cell)
        if level is None:
            return
        sentence = _("“{word}” is read as {grade}.")
        if not said.get("risk"):
            said["risk"] = level.risk
            sentence = _("“{word}” is read as {grade}, risk level {risk}.")
        words = {"word": shown(cell), "grade": level.grade.label, "risk": level.risk.label}
        self.notes.decide("level_read_as", sentence.format(**words), record.number)

    def _cell(self, record: Record, name: str) -> Cell:
        """Return a cell of another ledger without the words that only mean that it is empty."""
        cell = record.values.get(name)
        if self.own or not isinstance(cell, str):
            return cell
        if name in PICTURES and "DISPIMG(" in cell:
            return None
        if cell.strip().casefold() not in NOTHING:
            return cell
        sentence = _("“/”, “-”, “无” and the like mean that a cell is empty.")
        self.notes.decide("empty_words", sentence, record.number)
        return None

    def _origin(self, record: Record, cell: Cell) -> str:
        """Return where a finding came from as we call it; other words tell no origin of ours."""
        try:
            return self.choices["origin"].parse(cell, CHOICES["origin"]) or ""
        except CellProblem:
            sentence = _("What “{header}” says is no origin of ours; it is left out.")
            header = self.sheet.headers["origin"]
            self.notes.decide("origin_left", sentence.format(header=header), record.number)
            return ""

    def _money(self, record: Record, name: str, cell: Cell) -> Decimal | None:
        """Return an amount in the ledger's own unit; of other ledgers words alone are no amount."""
        words = cell if isinstance(cell, str) and not self.own else ""
        if words and not any(character.isdigit() for character in words):
            sentence = _("“{word}” in a column of money names no amount.").format(word=shown(cell))
            self.notes.decide("no_amount", sentence, record.number)
            return None
        amount = parse_number(cell)
        header = self.sheet.headers[name]
        if self.own or not amount or "万元" not in header or "元" in words or "万" in words:
            return amount
        sentence = _("Amounts under “{header}” are read as ten thousands.").format(header=header)
        self.notes.decide("ten_thousands", sentence, record.number)
        return amount * 10_000

    def _text(self, record: Record, name: str, cell: Cell) -> str:
        if self.own and isinstance(cell, str):
            return cell.replace("\r\n", "\n")
        if cell is None:
            return ""
        text_of(cell)  # refuses a formula or an error
        if name in ("title", "description", "measures", "progress", "opinion"):
            return text_of(cell)
        return record.text(name)

    def _day(self, record: Record, name: str, cell: Cell) -> date | datetime | None:
        reading = self.dates[name]
        try:
            if name in MOMENTS:
                moment = reading.moment(record.number, self._plain_day(name, cell))
                if self.own and moment is not None and not isinstance(moment, datetime):
                    # Workbooks write midnight like a bare day; our export always means a moment.
                    return datetime.combine(moment, time())
                return moment
            return reading.date(record.number, self._plain_day(name, cell))
        except CellProblem:
            if self.own or name not in (*DONE_DAYS, *DEADLINES):
                raise
            begun = self.found.get(record.number)
            if name in DEADLINES and plain(cell) in ENDLESS:
                sentence = _("“{word}” sets no deadline.").format(word=shown(cell))
                self.notes.decide("no_deadline", sentence, record.number)
                return None
            if name in DEADLINES and begun is not None:
                day = self._deadline(record, cell, begun)
                if day is not None:
                    return day
            state = parse_choice(cell, CHOICES["state"], self.settings.spelt("state"))
            sentence = _("“{word}” stands in a column of days; it is read as the state.")
            self.notes.decide("state_in_days", sentence.format(word=shown(cell)), record.number)
            self.hints.setdefault(record.number, state or "")
            return None

    def _deadline(self, record: Record, cell: Cell, begun: date) -> date | None:
        """Return the day of a worded deadline, None where the words set none."""
        try:
            day = parse_deadline(cell, begun)
        except CellProblem as problem:
            counted = problem.key == "working_days"
            if counted or (problem.key == "not_a_deadline" and not _is_state(cell)):
                raise
            return None
        sentence = _("“{word}” as a deadline is counted from the day it was found.")
        self.notes.decide("deadline_worded", sentence.format(word=shown(cell)), record.number)
        return day

    def _plain_day(self, name: str, cell: Cell) -> Cell:
        """Return a cell without the words around its day; of a span of days the first."""
        if self.own:
            return cell
        return first_day(cell) if name in MOMENTS else bare_day(cell)

    def _result_columns(self) -> list[str]:
        return [] if self.own else [name for name in RESULT_COLUMNS if name in self.sheet.headers]

    def _study_results(self, name: str) -> ChoiceReading:
        cells = [(each.number, each.values.get(name)) for each in self.sheet]
        stated = "state" in self.sheet.headers
        short = [
            (number, cell)
            for number, cell in cells
            if not stated and isinstance(cell, str) and len(plain(cell) or cell) <= LONGEST_RESULT
        ]
        reading = study_choices(short, RESULTS, self.settings.spelt("state"))
        self._publish(reading, name)
        return reading

    def _result(self, record: Record) -> str:
        """Return the state the result of a verification or the progress tells, "" for none."""
        for name, reading in self.results.items():
            cell = record.values.get(name)
            if isinstance(cell, str) and (state := reading.read.get(text_of(cell))):
                return state
        return ""

    def _title(self, text: str, said: dict[str, Any]) -> dict[str, str]:
        """Return a sentence of at most 200 characters, the whole in the description."""
        line = " ".join(text.split())
        if len(line) <= 200 and line == text:
            return {"title": line}
        more = str(said.get("description") or "")
        return {"title": line[:200], "description": "\n".join(filter(None, (text, more)))}

    def _people(self, record: Record, said: dict[str, Any]) -> None:
        for name in LISTS:
            names = split_names(record.values.get(name)) if said.get(name) else ()
            if len(names) > 1:
                said[name] = ", ".join(names)
                if name != "finder_names":
                    sentence = _("Several people share a cell; the first one counts: {names}.")
                    self.notes.decide(
                        "several_people", sentence.format(names=said[name]), record.number
                    )

    def _study_dates(self, name: str) -> DateReading:
        order = self.settings.date_order or None
        reading = study_dates(
            (
                (record.number, self._plain_day(name, record.values.get(name)))
                for record in self.sheet
            ),
            name=self.sheet.name,
            order=order,
            near=self.found,
        )
        if name == "found_at":
            self._remember(reading)
        self._publish(reading, name)
        return reading

    def _remember(self, reading: DateReading) -> None:
        for record in self.sheet:
            try:
                cell = self._plain_day("found_at", record.values.get("found_at"))
                day = reading.date(record.number, cell)
            except CellProblem:  # its row is refused with this reason later
                continue
            if day is not None:
                self.found[record.number] = day

    def _study_choices(self, name: str) -> ChoiceReading:
        reading = study_choices(
            ((record.number, record.values.get(name)) for record in self.sheet),
            CHOICES[name],
            self.settings.spelt(name),
        )
        self._publish(reading, name)
        return reading

    def _study_levels(self) -> LevelReading:
        if self.own or "grade" not in self.sheet.headers:
            return LevelReading({}, {})
        cells = (record.values.get("grade") for record in self.sheet)
        return study_levels(cells, self.sheet.headers["grade"], self.settings.spelt("grade"))

    def _publish(self, reading: DateReading | ChoiceReading, name: str) -> None:
        header = self.sheet.headers[name]
        self.notes.report.decisions += [
            Remark(decision.key, f"{header}: {decision.text}", decision.rows)
            for decision in reading.decisions
        ]


def _is_state(cell: Cell) -> bool:
    try:
        return parse_choice(cell, CHOICES["state"]) is not None
    except CellProblem:
        return False


class _Unreadable(Exception):
    def __init__(self, column: str, reason: str, value: str = "") -> None:
        super().__init__(column)
        self.column, self.reason, self.value = column, reason, value
