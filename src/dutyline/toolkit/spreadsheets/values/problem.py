"""Why the value of a cell is not taken."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from dutyline.toolkit.spreadsheets.workbook import Cell, Fault
from dutyline.toolkit.untrusted.refusal import Refused


class CellProblem(Refused):
    """Say what is wrong with one cell, in words its owner can act on."""

    sentences: ClassVar = {
        "formula": _("The cell holds a formula that was never calculated."),
        "error": _("The cell shows an error such as #N/A or #REF!."),
        "required": _("This is required and the cell is empty."),
        "not_a_date": _("“%(value)s” is not a date."),
        "no_such_day": _("There is no such day: “%(value)s”."),
        "date_incomplete": _("“%(value)s” names no day."),
        "date_without_year": _("“%(value)s” has no year, and no other row tells it."),
        "date_ambiguous": _("“%(value)s” may mean several days; say in which order the column is."),
        "date_far": _("The year of “%(value)s” is before %(first)s or after %(last)s."),
        "not_a_deadline": _("“%(value)s” is neither a date nor a deadline that can be counted."),
        "working_days": _(
            "“%(value)s” counts working days, which move with public holidays. "
            "Write the day itself, or calendar days."
        ),
        "not_a_time": _("“%(value)s” is not a date with a time."),
        "not_a_number": _("“%(value)s” is not a number."),
        "not_whole": _("“%(value)s” is not a whole number."),
        "number_ambiguous": _("In “%(value)s” the comma may part thousands or decimals."),
        "not_yes_or_no": _("“%(value)s” is neither yes nor no."),
        "unknown_choice": _("“%(value)s” is none of: %(choices)s."),
        "several_choices": _("“%(value)s” may mean several of: %(choices)s."),
        "too_long": _("The text has %(count)s characters; at most %(limit)s are kept."),
    }


def shown(value: object) -> str:
    """Return a value as it can stand in a sentence: one line, at most 60 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def text_of(cell: Cell, *, at_most: int | None = None) -> str:
    """Return the text of a cell as a person reads it, "" when empty; raise CellProblem.

    Line breaks inside are kept, white space around is not. Whole numbers have no decimals.
    """
    if isinstance(cell, Fault):
        raise CellProblem(cell.kind)
    if cell is None:
        return ""
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u3000\xa0\ufeff")
    if at_most is not None and len(text) > at_most:
        raise CellProblem("too_long", count=len(text), limit=at_most)
    return text
