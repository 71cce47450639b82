"""Form fields for values of any shape a pack can declare, see `criteria.rules.values`."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.criteria.models import in_language
from dutyline.kernel.criteria.rules.values import LONGEST

Shape = Mapping[str, Any]
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


def value_fields(name: str, label: str, shape: Shape, *, required: bool) -> dict[str, forms.Field]:
    """Return the fields in which a value of this shape is given, by field name."""
    kind = shape["type"]
    if kind == "table":
        return {
            f"{name}-{column}": _FIELDS[each["type"]](each, in_language(each["label"]), required)
            for column, each in shape["columns"].items()
        }
    if kind == "words":
        return {
            f"{name}-en": _text(shape, _("English"), required),
            f"{name}-zh": _text(shape, _("Chinese"), required),
        }
    return {name: _FIELDS[kind](shape, label, required)}


def initial_of(name: str, shape: Shape, value: Any) -> dict[str, Any]:
    """Return what the fields of a value show at first."""
    if shape["type"] in {"table", "words"}:
        columns = shape.get("columns", {"en": {"type": "text"}, "zh": {"type": "text"}})
        return {
            f"{name}-{column}": _shown(each, (value or {}).get(column))
            for column, each in columns.items()
        }
    return {name: _shown(shape, value)}


def value_given(name: str, shape: Shape, cleaned: Mapping[str, Any]) -> Any:
    """Return the value the fields hold, as criteria keep it; None where nothing was given."""
    if shape["type"] == "table":
        parts = {
            column: _kept(each, cleaned.get(f"{name}-{column}"))
            for column, each in shape["columns"].items()
        }
        return parts if any(part is not None for part in parts.values()) else None
    if shape["type"] == "words":
        parts = {language: cleaned.get(f"{name}-{language}") for language in ("en", "zh")}
        return parts if any(parts.values()) else None
    return _kept(shape, cleaned.get(name))


def _shown(shape: Shape, value: Any) -> Any:
    if value is None:
        return ""
    if shape["type"] == "list":
        return "\n".join(value)
    if shape["type"] == "flag":
        return "yes" if value else "no"
    return value


def _kept(shape: Shape, value: Any) -> Any:
    if value is None or value == "":
        return None
    if shape["type"] == "list":
        return [line.strip() for line in value.splitlines() if line.strip()]
    if shape["type"] == "flag":
        return value == "yes"
    if shape["type"] == "number":
        return int(value) if value == int(value) else float(value)
    return value


def _number(shape: Shape, label: str, required: bool) -> forms.Field:
    limits: dict[str, Any] = {"min_value": shape.get("minimum"), "max_value": shape.get("maximum")}
    if shape.get("whole"):
        return forms.IntegerField(label=label, required=required, **limits)
    return forms.FloatField(label=label, required=required, **limits)


def _days(shape: Shape, label: str, required: bool) -> forms.Field:
    return _number({"minimum": 0, **shape, "whole": True}, label, required)


def _flag(_shape: Shape, label: str, required: bool) -> forms.Field:
    return _radio(label, [*YES_NO], required)


def _choice(shape: Shape, label: str, required: bool) -> forms.Field:
    return _radio(
        label, [(each["value"], in_language(each["label"])) for each in shape["choices"]], required
    )


def _radio(label: str, choices: list[Any], required: bool) -> forms.Field:
    if len(choices) > 5 or not required:
        empty = [] if required else [("", _("not said"))]
        return forms.ChoiceField(label=label, choices=[*empty, *choices], required=required)
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, required=required
    )


def _text(shape: Shape, label: str, required: bool) -> forms.Field:
    longest = shape.get("longest", LONGEST)
    return forms.CharField(label=label, required=required, max_length=longest)


def _month_day(_shape: Shape, label: str, required: bool) -> forms.Field:
    return forms.RegexField(
        r"^\d\d-\d\d$",
        label=label,
        required=required,
        help_text=_("Month and day, for example 01-31."),
    )


def _numbering(shape: Shape, label: str, required: bool) -> forms.Field:
    field = _text(shape, label, required)
    field.help_text = _("With {year} and {number}, for example F-{year}-{number:04}.")
    return field


def _list(_shape: Shape, label: str, required: bool) -> forms.Field:
    return forms.CharField(
        label=label,
        required=required,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One entry a line."),
    )


_FIELDS: dict[str, Callable[[Shape, str, bool], forms.Field]] = {
    "number": _number,
    "days": _days,
    "flag": _flag,
    "choice": _choice,
    "text": _text,
    "month_day": _month_day,
    "numbering": _numbering,
    "list": _list,
}
