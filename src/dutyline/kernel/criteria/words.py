"""Says values of criteria in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext

from dutyline.kernel.criteria.models import Criterion, Unit, in_language

COUNTED = {
    Unit.DAYS: ngettext_lazy("%(number)s day", "%(number)s days", "count"),
    Unit.HOURS: ngettext_lazy("%(number)s hour", "%(number)s hours", "count"),
    Unit.MINUTES: ngettext_lazy("%(number)s minute", "%(number)s minutes", "count"),
    Unit.SECONDS: ngettext_lazy("%(number)s second", "%(number)s seconds", "count"),
    Unit.YEARS: ngettext_lazy("%(number)s year", "%(number)s years", "count"),
    Unit.PERCENT: ngettext_lazy("%(number)s%%", "%(number)s%%", "count"),
    Unit.TIMES: ngettext_lazy("%(number)s time", "%(number)s times", "count"),
    Unit.MEGABYTES: ngettext_lazy("%(number)s megabyte", "%(number)s megabytes", "count"),
    Unit.MEGAPIXELS: ngettext_lazy("%(number)s megapixel", "%(number)s megapixels", "count"),
}


def value_words(row: Criterion) -> str:
    """Return the value of a criterion as people say it: "7 days", "Late", "General 7 days"."""
    return _said(row.shape, row.value, row.unit)


def data_words(
    fields: Mapping[str, Mapping[str, Any]], data: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return what a catalogue entry holds beside its name, label and value, in words."""
    return [
        (in_language(shape["label"]) if "label" in shape else name, _said(shape, data[name], ""))
        for name, shape in fields.items()
        if data.get(name) not in (None, "", [])
    ]


def _said(shape: Mapping[str, Any], value: Any, unit: str) -> str:
    kind = shape.get("type")
    if kind == "table":
        cells = ((shape["columns"][name], value[name]) for name in shape["columns"])
        return pgettext("list", "; ").join(
            f"{in_language(column['label'])} {_said(column, cell, '')}" for column, cell in cells
        )
    if kind == "choice":
        labels = {choice["value"]: choice["label"] for choice in shape["choices"]}
        return in_language(labels[value]) if value in labels else str(value)
    if kind == "words":
        return in_language(value)
    if kind == "flag":
        return _("Yes") if value else _("No")
    if kind == "list":
        return pgettext("list", ", ").join(value)
    if kind == "month_day":
        return _day_of_a_year(value)
    if kind in {"number", "days"}:
        return _counted(value, Unit.DAYS if kind == "days" else unit)
    return str(value)


def _day_of_a_year(value: str) -> str:
    """Say "01-31" as a day of every year: "31 January"."""
    month, _dash, day = value.partition("-")
    leap_year = 2000  # so that 29 February is a day of it
    return date_format(date(leap_year, int(month), int(day)), pgettext("date format", "j F"))


def _counted(value: float, unit: str) -> str:
    number = number_format(value)
    if not unit:
        return number
    return str(COUNTED[Unit(unit)] % {"number": number, "count": 1 if value == 1 else 2})
