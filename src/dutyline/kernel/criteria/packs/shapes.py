"""A small language for what a section of a pack must look like.

`Record({"key": Key(), "label": Words()}, {"note": (Words(), None)})` reads a mapping: the first
part is required, the second optional with the value that stands for its absence. Every complaint
goes to `Problems` with its line; what a shape returns is then not used, for the pack is refused.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from dutyline.kernel.criteria.packs.documents import Block, Rows
from dutyline.kernel.criteria.packs.problems import Problems, Where

KEY = re.compile(r"[a-z0-9][a-z0-9_]*(?:[.-][a-z0-9][a-z0-9_]*)*")
LANGUAGES = ("en", "zh")


class Shape(Protocol):
    """Reads one value, or says what is wrong with it."""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the value as the loader wants it."""


@dataclass(frozen=True)
class Text:
    """Words, not empty, at most `longest` characters."""

    longest: int = 500

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the words without space around them."""
        if not isinstance(value, str) or not value.strip():
            problems.add(where, _("Write some words; a number needs quotation marks."))
            return ""
        if len(value.strip()) > self.longest:
            problems.add(where, _("At most {longest} characters.").format(longest=self.longest))
        return value.strip()


@dataclass(frozen=True)
class Key:
    """A key: small letters, digits, `_`, in parts joined by `.` or `-`."""

    longest: int = 100

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the key."""
        if not isinstance(value, str) or not KEY.fullmatch(value) or len(value) > self.longest:
            reason = _("“{key}” is no key: small letters, digits, _ . and - only.")
            problems.add(where, reason.format(key=value))
        return value


@dataclass(frozen=True)
class Words:
    """The same words in both languages: `{en: …, zh: …}`."""

    longest: int = 500

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return {"en": …, "zh": …}."""
        if not isinstance(value, Block):
            problems.add(where, _("Write it in both languages: en and zh."))
            return dict.fromkeys(LANGUAGES, "")
        return Record({language: Text(self.longest) for language in LANGUAGES}).read(
            value, where, problems
        )


@dataclass(frozen=True)
class Day:
    """A date, YYYY-MM-DD without quotation marks."""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the date."""
        if type(value) is not date:
            problems.add(where, _("“{value}” is no date (YYYY-MM-DD).").format(value=value))
            return date.max
        return value


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the truth."""
        if not isinstance(value, bool):
            problems.add(where, _("Write true or false."))
        return value


@dataclass(frozen=True)
class Number:
    """A number within limits."""

    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the number."""
        wanted = int if self.whole else int | float
        if isinstance(value, bool) or not isinstance(value, wanted):
            problems.add(where, _("Give a whole number.") if self.whole else _("Give a number."))
        elif (self.minimum is not None and value < self.minimum) or (
            self.maximum is not None and value > self.maximum
        ):
            reason = _("{value} is outside {minimum} to {maximum}.")
            places = {"minimum": self.minimum, "maximum": self.maximum}
            shown = {name: "…" if limit is None else limit for name, limit in places.items()}
            problems.add(where, reason.format(value=value, **shown))
        return value


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: Sequence[str]

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the word."""
        if value not in self.words:
            reason = _("“{value}” is none of {words}.")
            problems.add(where, reason.format(value=value, words=", ".join(self.words)))
        return value


@dataclass(frozen=True)
class ListOf:
    """A list of one shape; `once` names the field no two entries may share."""

    each: Shape
    once: str = ""

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the list."""
        if not isinstance(value, Rows):
            problems.add(where, _("Give a list."))
            return Rows(where)
        seen: dict[Any, Where] = {}
        for index, entry in enumerate(value):
            value[index] = self.each.read(entry, value.at(index), problems)
            mark = entry.get(self.once) if self.once and isinstance(entry, Block) else None
            if not isinstance(mark, str):
                continue
            if mark in seen:
                reason = _("“{key}” stands already at {where}.")
                problems.add(entry.at(self.once), reason.format(key=mark, where=seen[mark]))
            else:
                seen[mark] = value.at(index)
        return value


@dataclass(frozen=True)
class MapOf:
    """A mapping from keys to one shape."""

    each: Shape

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the mapping."""
        if not isinstance(value, Block):
            problems.add(where, _("Give a mapping."))
            return Block(where)
        for key in value:
            Key().read(key, value.at(key), problems)
            value[key] = self.each.read(value[key], value.at(key), problems)
        return value


@dataclass(frozen=True)
class Record:
    """A mapping with known keys; `also` may complain about what several keys say together."""

    required: Mapping[str, Shape]
    optional: Mapping[str, tuple[Shape, Any]] = field(default_factory=dict)
    also: Callable[[Block, Problems], None] | None = None

    def read(self, value: Any, where: Where, problems: Problems) -> Any:
        """Return the mapping, with what stands for each absent key."""
        if not isinstance(value, Block):
            problems.add(where, _("Give a mapping."))
            return Block(where)
        before = len(problems.found)
        for key in value.keys() - self.required.keys() - self.optional.keys():
            problems.add(value.at(key), _("Unknown key “{key}”.").format(key=key))
        for key in self.required:
            if key not in value:
                problems.add(where, _("“{key}” is missing.").format(key=key))
        shapes = {**self.required, **{key: each[0] for key, each in self.optional.items()}}
        for key, shape in shapes.items():
            if key in value:
                value[key] = shape.read(value[key], value.at(key), problems)
            elif key in self.optional:
                value[key] = deepcopy(self.optional[key][1])
        if self.also and len(problems.found) == before:
            self.also(value, problems)
        return value
