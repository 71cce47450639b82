"""Reads the cells of a ledger: dates, choices, money, several findings in a cell."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dutyline.kernel.registry.imports import Record, Remark, Sheet
from dutyline.modules.inspections.imports.rows import LedgerRow, Notes
from dutyline.modules.inspections.imports.settings import Settings
from dutyline.modules.inspections.imports.words import CHOICES
from dutyline.toolkit.spreadsheets.values.choices import ChoiceReading, parse_choice, study_choices
from dutyline.toolkit.spreadsheets.values.date_columns import DateReading, study_dates
from dutyline.toolkit.spreadsheets.values.items import split_names, split_sentences
from dutyline.toolkit.spreadsheets.values.numbers import parse_boolean, parse_number
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, shown, text_of

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
        self.dates = {
            name: self._study_dates(name) for name in (*MOMENTS, *DAYS) if name in sheet.headers
        }
        self.choices = {
            name: self._study_choices(name) for name in CHOICES if name in sheet.headers
        }

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
        if not said.get("state") and self.hints.get(record.number):
            said["state"] = self.hints[record.number]
        if not said.get("title"):
            raise _Unreadable("title", _("The row does not say what is wrong."))
        if said.get("found_at") is None:
            raise _Unreadable("found_at", _("The day it was found is missing."))
        if not self.own:
            said.update(self._title(said["title"], said))
            self._people(record, said)
        return said

    def _value(self, record: Record, name: str) -> Any:
        cell = record.values.get(name)
        try:
            if name in self.dates:
                return self._day(record, name)
            if name in self.choices:
                return self.choices[name].parse(cell, CHOICES[name]) or ""
            if name in MONEY:
                return parse_number(cell)
            if name == "back_filled":
                return bool(parse_boolean(cell))
            return self._text(record, name)
        except CellProblem as problem:
            raise _Unreadable(name, str(problem), shown(cell)) from problem

    def _text(self, record: Record, name: str) -> str:
        cell = record.values.get(name)
        if self.own and isinstance(cell, str):
            return cell.replace("\r\n", "\n")
        text_of(cell)  # refuses a formula or an error
        if name in ("title", "description", "measures", "progress", "opinion"):
            return text_of(cell)
        return record.text(name)

    def _day(self, record: Record, name: str) -> date | datetime | None:
        reading, cell = self.dates[name], record.values.get(name)
        try:
            if name in MOMENTS:
                return reading.moment(record.number, cell)
            return reading.date(record.number, cell)
        except CellProblem:
            if name not in DONE_DAYS:
                raise
            state = parse_choice(cell, CHOICES["state"], self.settings.spelt("state"))
            sentence = _("“{word}” stands in a column of days; it is read as the state.")
            self.notes.decide("state_in_days", sentence.format(word=shown(cell)), record.number)
            self.hints.setdefault(record.number, state or "")
            return None

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
            ((record.number, record.values.get(name)) for record in self.sheet),
            name=self.sheet.name,
            order=order,  # type: ignore[arg-type]
            near=self.found,
        )
        if name == "found_at":
            self._remember(reading)
        self._publish(reading, name)
        return reading

    def _remember(self, reading: DateReading) -> None:
        for record in self.sheet:
            try:
                day = reading.date(record.number, record.values.get("found_at"))
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

    def _publish(self, reading: DateReading | ChoiceReading, name: str) -> None:
        header = self.sheet.headers[name]
        self.notes.report.decisions += [
            Remark(decision.key, f"{header}: {decision.text}", decision.rows)
            for decision in reading.decisions
        ]


class _Unreadable(Exception):
    def __init__(self, column: str, reason: str, value: str = "") -> None:
        super().__init__(column)
        self.column, self.reason, self.value = column, reason, value
