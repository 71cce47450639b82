"""Match the columns of a file with the fields of an import, and remember the match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import Promise

_ASIDE: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]|[*＊]")
_SURE: Final = (("exact", 95), ("part", 80), ("likely", 50))
_TRUSTED: Final = 62
"""Of 100: below it a name merely contains a word of a field."""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact an import can take: its key, its label, other names for it in any language."""

    key: str
    label: str | Promise
    synonyms: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name of the field, the label first."""
        return (str(self.label), *self.synonyms, self.key)


@dataclass(frozen=True, slots=True)
class Match:
    """The column found for a field: 0-based index and header, None for none.

    `sureness` is "exact", "part", "likely", "chosen" (by a person) or "none"; `score` 0 to 100.
    """

    field: str
    column: int | None = None
    header: str | None = None
    sureness: str = "none"
    score: int = 0


@dataclass(frozen=True)
class ColumnMap:
    """Which column feeds which field; `unused` are the headers that feed none."""

    matches: tuple[Match, ...]
    unused: tuple[str, ...]
    missing: tuple[str, ...]

    def column(self, field: str) -> int | None:
        """Return the 0-based column of a field, None when it has none."""
        return next((match.column for match in self.matches if match.field == field), None)

    def columns(self) -> dict[str, int]:
        """Return field and column of every field that has one."""
        return {m.field: m.column for m in self.matches if m.column is not None}

    def as_json(self) -> dict[str, object]:
        """Return the match as plain data: by header, so that it fits the next file too."""
        return {"columns": {m.field: m.header for m in self.matches if m.column is not None}}


def guess_mapping(headers: Sequence[str], fields: Iterable[Field]) -> ColumnMap:
    """Match headers with fields by name, best matches first; each column feeds one field.

    Names that are the same go first, so that only what is left is weighed letter by letter.
    """
    fields = tuple(fields)
    taken: dict[int, Match] = {}
    orders = [_orders(field) for field in fields]
    words = [plain(header) for header in headers]
    same = {
        (position, column): 100 - min(order[words[column]], 3)
        for position, order in enumerate(orders)
        for column in range(len(headers))
        if words[column] in order
    }
    _take(same, headers, fields, taken)
    columns = {match.column for match in taken.values()}
    alike = {
        (position, column): score
        for position, field in enumerate(fields)
        if position not in taken
        for column, header in enumerate(headers)
        if column not in columns and (score := likeness(header, field)) >= _SURE[-1][1]
    }
    _take(alike, headers, fields, taken)
    return _column_map(headers, fields, taken)


def _orders(field: Field) -> dict[str, int]:
    """Return how early each name stands among those of a field, by its letters and digits."""
    names = [plain(name) for name in field.names]
    return {name: order for order, name in reversed(list(enumerate(names))) if name}


def _take(
    scores: Mapping[tuple[int, int], int],
    headers: Sequence[str],
    fields: Sequence[Field],
    taken: dict[int, Match],
) -> None:
    """Give fields, by position, the columns that score best; none of either twice."""
    columns = {match.column for match in taken.values()}
    best = sorted(
        (-score, _rank(headers[column], fields[position]), position, column)
        for (position, column), score in scores.items()
    )
    for minus, _order, position, column in best:
        if position not in taken and column not in columns:
            columns.add(column)
            sureness = next(word for word, least in _SURE if -minus >= least)
            key = fields[position].key
            taken[position] = Match(key, column, headers[column], sureness, -minus)


def chosen_mapping(
    headers: Sequence[str], fields: Iterable[Field], data: Mapping[str, object]
) -> ColumnMap:
    """Apply a remembered match: {"columns": {field: header or 0-based number}}.

    The lower row of a header in two rows will do. A header that the file does not have leaves
    its field without a column.
    """
    fields = tuple(fields)
    chosen = data.get("columns")
    chosen = chosen if isinstance(chosen, dict) else {}
    last_first = list(reversed(list(enumerate(headers))))
    places = {plain(header): column for column, header in last_first}
    exactly = {header: column for column, header in last_first}
    lower = {plain(header.rpartition(" / ")[2]): column for column, header in last_first}
    taken: dict[int, Match] = {}
    for position, field in enumerate(fields):
        wanted = chosen.get(field.key)
        column = wanted
        if isinstance(wanted, str):
            word = plain(wanted)
            column = exactly.get(wanted, places.get(word, lower.get(word)))
        if isinstance(column, int) and 0 <= column < len(headers):
            taken[position] = Match(field.key, column, headers[column], "chosen", 100)
    return _column_map(headers, fields, taken)


def trusted(found: ColumnMap, headers: Sequence[str], fields: Iterable[Field]) -> ColumnMap:
    """Leave out of a guess what is too unlike to be taken without a person's word."""
    fields = tuple(fields)
    positions = {field.key: position for position, field in enumerate(fields)}
    kept = {positions[m.field]: m for m in found.matches if m.score >= _TRUSTED}
    return _column_map(headers, fields, kept)


def _column_map(
    headers: Sequence[str], fields: tuple[Field, ...], taken: Mapping[int, Match]
) -> ColumnMap:
    used = {match.column for match in taken.values()}
    return ColumnMap(
        tuple(taken.get(position, Match(field.key)) for position, field in enumerate(fields)),
        tuple(header for column, header in enumerate(headers) if column not in used),
        tuple(f.key for position, f in enumerate(fields) if f.required and position not in taken),
    )


def likeness(header: str, field: Field) -> int:
    """Say how well a header names a field, 0 to 100.

    100 the same letters and digits; 96 the same but for what stands in brackets; 85 the lower
    row of a two-row header; 80 its upper row; 50 to 79 one contains the other or differs by a slip.
    The key does not count here: whoever writes "Item" does not mean part of `major_item`.
    """
    *said, _key = field.names
    return max((_alike(header, name, first) for first, name in enumerate(said)), default=0)


def _rank(header: str, field: Field) -> int:
    """Return how early a header stands among the names of a field, alike ones last."""
    word = plain(header)
    names = [plain(name) for name in field.names]
    return names.index(word) if word in names else len(names)


@dataclass(frozen=True, slots=True)
class _Header:
    """A header taken apart once: `groups` are the upper rows of one in two rows."""

    whole: str
    bare: str
    groups: tuple[str, ...]
    last: str


@lru_cache(maxsize=1024)
def _apart(header: str) -> _Header:
    *groups, last = header.split(" / ")
    return _Header(
        plain(header),
        plain(_ASIDE.sub("", header)),
        tuple(plain(group) for group in groups),
        plain(_ASIDE.sub("", last)),
    )


def _alike(header: str, name: str, order: int) -> int:
    said, wanted = _apart(header), plain(name)
    if not said.whole or not wanted:
        return 0
    if said.whole == wanted:
        # The label wins over a synonym, an early synonym over a late one.
        return 100 - min(order, 3)
    if said.bare == wanted:
        return 96
    if said.groups and said.last == wanted:
        return 85
    if wanted in said.groups:
        return 80
    return _nearly(said.last or said.whole, wanted)


def _nearly(header: str, wanted: str) -> int:
    shorter, longer = sorted((header, wanted), key=len)
    least = 2 if not shorter.isascii() else 4
    if len(shorter) >= least and shorter in longer:
        return 50 + round(29 * len(shorter) / len(longer))
    # Of words whose lengths differ more than this no more letters can agree.
    if len(shorter) >= 5 and shorter.isascii() and 2 * len(shorter) >= 0.85 * len(header + wanted):
        ratio = SequenceMatcher(None, shorter, longer, autojunk=False).ratio()
        return round(50 + 29 * (ratio - 0.8) / 0.2) if ratio >= 0.85 else 0
    return 0
