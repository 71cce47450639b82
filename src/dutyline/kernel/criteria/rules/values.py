"""What the value of a criterion may be, by the shape its pack declares.

A shape is a dict with a `type` and its limits:

| type | value | limits |
|---|---|---|
| number | a number | `minimum`, `maximum`, `whole` |
| days | a whole number of days | `minimum` (0 unless said), `maximum` |
| flag | true or false | |
| choice | one of the values | `choices`: list of {value, label: {en, zh}} |
| text | words | `longest` |
| words | the same words as {en, zh} | |
| month_day | "MM-DD", a day of every year | |
| numbering | words with {year} and {number}, or {number:04} | `longest` |
| list | words, each once | `longest` of each |
| table | a value for each column | `columns`: name to {label: {en, zh}, type, limits} |
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

LONGEST = 500
A_LEAP_YEAR = 2024
MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
NUMBERING = re.compile(r"(?:[^{}]|\{year\}|\{number(?::0\d)?\})+")

Shape = Mapping[str, Any]


def fault(shape: Shape, value: Any) -> str:
    """Return why a value does not fit a shape, in words; empty when it fits."""
    return CHECKS[shape["type"]](shape, value)


def data_fault(fields: Mapping[str, Shape], data: Mapping[str, Any]) -> str:
    """Return why the data of a catalogue entry does not fit its fields; empty when it fits.

    A field says `required`; one nobody declared is refused.
    """
    for name in sorted(data.keys() - fields.keys()):
        return _("Unknown key “{key}”.").format(key=name)
    for name, shape in fields.items():
        if name not in data:
            if shape.get("required"):
                return _("“{key}” is missing.").format(key=name)
        elif reason := fault(shape, data[name]):
            return f"{name}: {reason}"
    return ""


def _number(shape: Shape, value: Any) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not isfinite(value):
        return _("Give a number.")
    if shape.get("whole") and value != int(value):
        return _("Give a whole number.")
    minimum, maximum = shape.get("minimum"), shape.get("maximum")
    if minimum is not None and value < minimum:
        return _("{value} is less than {minimum}.").format(value=value, minimum=minimum)
    if maximum is not None and value > maximum:
        return _("{value} is more than {maximum}.").format(value=value, maximum=maximum)
    return ""


def _days(shape: Shape, value: Any) -> str:
    return _number({"minimum": 0, **shape, "whole": True}, value)


def _flag(_shape: Shape, value: Any) -> str:
    return "" if isinstance(value, bool) else _("Say yes or no.")


def _choice(shape: Shape, value: Any) -> str:
    allowed = [each["value"] for each in shape["choices"]]
    if value in allowed:
        return ""
    return _("Choose one of {choices}.").format(choices=", ".join(str(each) for each in allowed))


def _text(shape: Shape, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return _("Write some words.")
    longest = shape.get("longest", LONGEST)
    if len(value) > longest:
        return _("At most {longest} characters.").format(longest=longest)
    return ""


def _words(_shape: Shape, value: Any) -> str:
    if not isinstance(value, Mapping) or set(value) != {"en", "zh"}:
        return _("Write it in both languages: en and zh.")
    return _text({}, value["en"]) or _text({}, value["zh"])


def _month_day(_shape: Shape, value: Any) -> str:
    found = MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if found:
        try:
            date(A_LEAP_YEAR, int(found[1]), int(found[2]))
        except ValueError:
            found = None
    return "" if found else _("Give a day of the year as MM-DD.")


def _numbering(shape: Shape, value: Any) -> str:
    if reason := _text(shape, value):
        return reason
    # Numbers run anew each year, so without the year they would repeat.
    if not NUMBERING.fullmatch(value) or "{number" not in value or "{year}" not in value:
        return _("Write it with {places}, for example {example}.").format(
            places="{year}, {number}", example="F-{year}-{number:04}"
        )
    return ""


def _list(shape: Shape, value: Any) -> str:
    if not isinstance(value, list):
        return _("Give a list.")
    for each in value:
        if reason := _text(shape, each):
            return reason
    if len(set(value)) != len(value):
        return _("An entry stands in the list twice.")
    return ""


def _table(shape: Shape, value: Any) -> str:
    columns = shape["columns"]
    if not isinstance(value, Mapping) or set(value) != set(columns):
        return _("Give exactly these: {columns}.").format(columns=", ".join(columns))
    for name, column in columns.items():
        if reason := fault(column, value[name]):
            return f"{name}: {reason}"
    return ""


CHECKS: dict[str, Callable[[Shape, Any], str]] = {
    "number": _number,
    "days": _days,
    "flag": _flag,
    "choice": _choice,
    "text": _text,
    "words": _words,
    "month_day": _month_day,
    "numbering": _numbering,
    "list": _list,
    "table": _table,
}
