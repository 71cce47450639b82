"""What the files of a pack hold: its head, criteria and catalogues.

The other sections belong to the modules that load them; they use the same shapes.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dutyline.kernel.criteria.models import OWN_RANK, Standing, Unit
from dutyline.kernel.criteria.packs.documents import Block, Rows
from dutyline.kernel.criteria.packs.problems import Problems, Where
from dutyline.kernel.criteria.packs.shapes import (
    Day,
    Flag,
    Key,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Shape,
    Text,
    Words,
)
from dutyline.kernel.criteria.rules.values import CHECKS, fault

VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")
LIMITS = {
    "number": {"minimum", "maximum", "whole"},
    "days": {"minimum", "maximum"},
    "choice": {"choices"},
    "text": {"longest"},
    "numbering": {"longest"},
    "list": {"longest"},
    "table": {"columns"},
}
NEEDED = {"choice": "choices", "table": "columns"}
STANDING = OneOf([standing.value for standing in Standing])


@dataclass(frozen=True)
class Anything:
    """A value its shape in the same row judges."""

    def read(self, value: Any, _where: Where, _problems: Problems) -> Any:
        """Return the value as it is."""
        return value


@dataclass(frozen=True)
class Version:
    """Numbers joined by dots, in quotation marks: "2026.11"."""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the version."""
        if not isinstance(value, str) or not VERSION.fullmatch(value):
            problems.add(where, _('A version is numbers in quotation marks, like "2026.11".'))
            return "0"
        return value


@dataclass(frozen=True)
class Clause:
    """A clause: the same in both languages, or {en, zh}."""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return {"en": …, "zh": …}."""
        if type(value) is int:
            value = str(value)
        if not isinstance(value, Block):
            text = Text(100).read(value, where, problems)
            return {"en": text, "zh": text}
        return Words(100).read(value, where, problems)


@dataclass(frozen=True)
class Scalar:
    """What a choice may be: a word or a whole number."""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the value."""
        if not isinstance(value, str | int) or isinstance(value, bool):
            problems.add(where, _("Give a word or a whole number."))
        return value


def _limits_fit(row: Block, problems: Problems) -> None:
    kind = row["type"]
    for name in ("minimum", "maximum", "whole", "choices", "longest", "columns"):
        if name in row.places and name not in LIMITS.get(kind, set()):
            reason = _("“{name}” does not belong to the type {type}.")
            problems.add(row.at(name), reason.format(name=name, type=kind))
    needed = NEEDED.get(kind)
    if needed and not row[needed]:
        problems.add(row.where, _("“{key}” is missing.").format(key=needed))


_LIMIT_SHAPES: dict[str, tuple[Shape, Any]] = {
    "minimum": (Number(), None),
    "maximum": (Number(), None),
    "whole": (Flag(), False),
    "longest": (Number(1, 5000, whole=True), None),
    "choices": (ListOf(Record({"value": Scalar(), "label": Words(200)})), []),
}
COLUMN = Record(
    {"label": Words(200), "type": OneOf([name for name in CHECKS if name != "table"])},
    _LIMIT_SHAPES | {"columns": (Anything(), None)},
    also=_limits_fit,
)
_SHAPED: dict[str, tuple[Shape, Any]] = _LIMIT_SHAPES | {"columns": (MapOf(COLUMN), {})}
FIELD = replace(
    COLUMN,
    required={"label": Words(200), "type": OneOf(list(CHECKS))},
    optional=_SHAPED | {"required": (Flag(), False)},
)
_SOURCE: dict[str, tuple[Shape, Any]] = {
    "clause": (Clause(), None),
    "jurisdiction": (Text(20), ""),
    "note": (Words(2000), None),
}
_PERIOD: dict[str, tuple[Shape, Any]] = {"valid_from": (Day(), None), "valid_to": (Day(), None)}


def shape_of(row: Block) -> dict[str, Any]:
    """Return the shape a row declares, without what it leaves unsaid."""
    shape = {"type": row["type"]}
    for name in sorted(LIMITS.get(row["type"], set())):
        said = row[name]
        if said is not None and said is not False and said not in ([], {}):
            shape[name] = said
    if "columns" in shape:
        shape["columns"] = {
            name: shape_of(column) | {"label": dict(column["label"])}
            for name, column in row["columns"].items()
        }
    return shape


def _criterion_fits(row: Block, problems: Problems) -> None:
    _limits_fit(row, problems)
    if ("value" in row.places) == bool(row["values"]):
        problems.add(row.where, _("Give either “value” or “values”."))
        return
    if problems.found:
        return
    shape = shape_of(row)
    for each in row["values"] or [row]:
        if reason := fault(shape, each["value"]):
            problems.add(each.at("value"), reason)
        period_fits(each, problems)


def period_fits(row: Block, problems: Problems) -> None:
    """Complain about a row that ends before it begins."""
    since, until = row["valid_from"], row["valid_to"]
    if since and until and until <= since:
        problems.add(row.at("valid_to"), _("It ends before it begins."))


VALUE = Record(
    {"value": Anything(), "valid_from": Day()},
    {"valid_to": (Day(), None), "instrument": (Key(), ""), "standing": (STANDING, "")}
    | {name: each for name, each in _SOURCE.items() if name != "jurisdiction"},
)
CRITERION = Record(
    {
        "key": Key(),
        "label": Words(500),
        "type": OneOf(list(CHECKS)),
        "instrument": Key(),
        "standing": STANDING,
    },
    _SHAPED
    | _SOURCE
    | _PERIOD
    | {
        "value": (Anything(), None),
        "values": (ListOf(VALUE), None),
        "unit": (OneOf(Unit.values), ""),
    },
    also=_criterion_fits,
)
SOURCE = Record(
    {"key": Key(), "title": Words(200), "standing": STANDING},
    {"articles": (Flag(), False), "note": (Words(2000), None)},
)
HEAD = Record(
    {
        "name": Key(60),
        "version": Version(),
        "title": Words(200),
        "jurisdiction": Text(20),
        "languages": ListOf(OneOf(["en", "zh"])),
        "licence": Text(60),
        "rank": Number(0, OWN_RANK - 1, whole=True),
        "valid_from": Day(),
        "sources": ListOf(SOURCE, once="key"),
    },
    {"optional": (ListOf(Key()), [])},
)


@dataclass(frozen=True)
class Entry:
    """An entry of a catalogue, with the entries under it."""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the entry."""
        fields: dict[str, tuple[Shape, Any]] = {
            "instrument": (Key(), ""),
            "standing": (STANDING, ""),
            "data": (MapOf(Anything()), {}),
            "children": (ListOf(Entry()), []),
        }
        record = Record(
            {"key": Key(), "label": Words(500)}, _SOURCE | _PERIOD | fields, also=period_fits
        )
        return record.read(value, where, problems)


CATALOGUE = Record(
    {"label": Words(200), "instrument": Key(), "standing": STANDING, "entries": ListOf(Entry())},
    _SOURCE | _PERIOD | {"fields": (MapOf(FIELD), {})},
    also=period_fits,
)
OPEN_END = date.max
INHERITED = ("instrument", "standing", "jurisdiction", "valid_from", "valid_to")


def overlaps(one: Block, other: Block) -> bool:
    """Say whether two rows of one key hold on a common day."""
    return one["valid_from"] < (other["valid_to"] or OPEN_END) and other["valid_from"] < (
        one["valid_to"] or OPEN_END
    )


def entries_of(rows: Rows, above: Block, parent: str = "") -> list[tuple[str, Block]]:
    """Return every entry with the key of the one above it, in the order they are written.

    What an entry leaves unsaid of its source and its period stands in the one above, or in the
    catalogue.
    """
    flat: list[tuple[str, Block]] = []
    for row in rows:
        for name in INHERITED:
            row[name] = row[name] or above[name]
        flat.append((parent, row))
        flat += entries_of(row["children"], row, row["key"])
    return flat
