"""What reading a table decided by itself: shown in a dry run, so that a person can overrule it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SENTENCES: Final = {
    "encoding": _("The text is read as %(encoding)s."),
    "encoding_unsure": _("The text seems to be %(encoding)s; check that names look right."),
    "delimiter": _("Columns are parted by %(delimiter)s."),
    "macros": _("The file contains macros. They are ignored."),
    "sheet_chosen": _("The sheet “%(sheet)s” is read; these are not: %(others)s."),
    "sheets_hidden": _("Hidden sheets are not read: %(others)s."),
    "hidden_rows": _("Hidden rows are read like the others: %(rows)s."),
    "formulas": _("Formulas are read by the value they showed when the file was last saved."),
    "title": _("Above the table, not read: %(rows)s."),
    "header": _("Column names are in row %(rows)s."),
    "header_unsure": _("Column names are taken from row %(rows)s; check that this is right."),
    "header_given": _("Column names are in row %(rows)s, as you said."),
    "header_joined": _("Column names in two rows are joined: row %(rows)s."),
    "header_repeated": _("The column names appear again and are skipped: row %(rows)s."),
    "blank": _("Empty rows are skipped: %(rows)s."),
    "totals": _("Totals are skipped: row %(rows)s."),
    "notes": _("Notes under the table are skipped: row %(rows)s."),
    "sections": _("Section titles inside the table are not records: row %(rows)s."),
    "merged_down": _("A merged cell counts for each row it covers: row %(rows)s."),
    "cut": _("Rows outside those you chose are skipped: %(rows)s."),
    "second_table": _("Another table begins below and is not read: row %(rows)s."),
    "pictures": _("Pictures inside the file are not taken over."),
    "label_repeated": _("Several columns are called “%(label)s”; they are numbered."),
    "label_missing": _("Column %(column)s has no name."),
    "day_first": _("Dates like 03/04/2025 are read day first, because %(example)s can only be so."),
    "month_first": _(
        "Dates like 03/04/2025 are read month first, because %(example)s can only be so."
    ),
    "day_first_assumed": _("Dates like %(example)s are read day first."),
    "month_first_assumed": _("Dates like %(example)s are read month first."),
    "serial_dates": _("Numbers such as %(example)s are read as spreadsheet dates: row %(rows)s."),
    "year_from_rows": _("The missing year is taken from the rows around: row %(rows)s."),
    "year_from_name": _("The missing year is taken to be %(year)s, from the name: row %(rows)s."),
    "choice_read_as": _("“%(spelling)s” is read as “%(choice)s”: row %(rows)s."),
    "items_split": _("Several items in one cell are parted: row %(rows)s."),
}

DELIMITERS: Final = {
    ",": pgettext_lazy("between columns", "commas"),
    ";": pgettext_lazy("between columns", "semicolons"),
    "\t": pgettext_lazy("between columns", "tabs"),
    "|": pgettext_lazy("between columns", "bars"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing decided while reading: a stable key, its parameters, the row numbers it touches."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Return the sentence in the language active now."""
        return str(SENTENCES[self.key]) % {**self.params, "rows": spans(self.rows)}

    def as_json(self) -> dict[str, object]:
        """Return key, parameters, rows and sentence as plain data."""
        params = {
            name: value if isinstance(value, (int, float, bool)) else str(value)
            for name, value in self.params.items()
        }
        return {"key": self.key, "params": params, "rows": list(self.rows), "text": self.text}


def spans(numbers: Iterable[int], at_most: int = 12) -> str:
    """Write row numbers for people: "3, 7–9", cut after `at_most` spans."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return ", ".join(words[:at_most]) + (" …" if len(words) > at_most else "")
