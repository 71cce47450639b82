"""Says in the reader's language what a rule said before and says after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import pgettext

from dutyline.kernel.criteria.models import Criterion, Sourced, in_language
from dutyline.kernel.criteria.words import data_words, value_words
from dutyline.kernel.registry import EntryChange

Fields = Mapping[str, Mapping[str, Any]]
SAID = ("label_en", "label_zh", "instrument_en", "instrument_zh", "clause_en", "clause_zh")
"""What a reader sees of a rule beside its matter; a note or a standing changes no duty."""
NOT_READ = frozenset({"posts", "levels", "section", "otherwise"})
"""Data by which entries find their reader; they say nothing themselves."""


@dataclass(frozen=True)
class Then:
    """A rule as it holds, or would hold, from a day on."""

    valid_from: date
    valid_to: date | None
    matter: Mapping[str, Any]
    words: Mapping[str, Any]

    @classmethod
    def of(cls, row: Sourced) -> "Then":
        """Read a rule of the database."""
        words = {name: getattr(row, name) for name in SAID}
        if isinstance(row, Criterion):
            words["shape"] = row.shape
        matter = {name: getattr(row, name) for name in row.MATTER}
        return cls(row.valid_from, row.valid_to, matter, words)

    def runs_on(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def same_as(self, other: "Then | None") -> bool:
        """Say whether a reader finds no difference."""
        return (
            other is not None
            and self.matter == other.matter
            and all(self.words.get(name, "") == other.words.get(name, "") for name in SAID)
        )

    @property
    def basis(self) -> str:
        """Return instrument and clause."""
        return f"{_pair(self.words, 'instrument')} {_pair(self.words, 'clause')}".strip()

    @property
    def label(self) -> str:
        """Return what the rule is called, or says."""
        return _pair(self.words, "label")

    @property
    def labels(self) -> tuple[str, str]:
        """Return the same in both languages."""
        return self.words.get("label_en", ""), self.words.get("label_zh", "")


@dataclass(frozen=True)
class Turn:
    """A day on which a rule changes: what it was until then, and what it is from then on."""

    day: date
    was: Then | None
    is_now: Then | None

    def __bool__(self) -> bool:
        """Say whether anything is otherwise."""
        if self.was is None:
            return self.is_now is not None
        return not self.was.same_as(self.is_now)


def entry_change(catalogue: str, key: str, turn: Turn, fields: Fields) -> EntryChange:
    """Return what changes of a rule on a day."""
    day, was, is_now = turn.day, turn.was, turn.is_now
    known = is_now or was or Then(day, None, {}, {})
    nothing = ("", "")
    return EntryChange(
        catalogue=catalogue,
        key=key,
        label=known.label,
        basis=known.basis,
        day=day,
        before=_said(catalogue, was, is_now, fields),
        after=_said(catalogue, is_now, was, fields),
        labels=(was.labels if was else nothing, is_now.labels if is_now else nothing),
        data=known.matter.get("data", {}),
    )


def _said(catalogue: str, one: Then | None, other: Then | None, fields: Fields) -> str:
    """Return what one of two says, with those of its parts in which they differ."""
    if one is None:
        return ""
    parts = [one.label]
    if not catalogue:
        parts = [value_words(_criterion(one))]
        if other is not None and one.label != other.label:
            parts.insert(0, one.label)
    elif other is None or one.matter != other.matter:
        shown = {name: shape for name, shape in fields.items() if name not in NOT_READ}
        parts += [
            f"{label}: {value}" for label, value in data_words(shown, one.matter.get("data", {}))
        ]
    if other is not None and one.basis != other.basis and one.basis:
        parts.append(one.basis)
    return pgettext("list", "; ").join(parts)


def _criterion(one: Then) -> Criterion:
    return Criterion(
        shape=one.words["shape"], value=one.matter["value"], unit=one.matter.get("unit", "")
    )


def _pair(words: Mapping[str, Any], name: str) -> str:
    return in_language({"en": words.get(f"{name}_en", ""), "zh": words.get(f"{name}_zh", "")})
