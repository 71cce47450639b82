"""Columns modules add to the board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import BoardColumn, Text, manifests


@dataclass(frozen=True)
class Cell:
    """What a column says of a unit, and where it opens its records.

    A column in parts has a name and a number for each.
    """

    column: BoardColumn
    count: int
    path: str
    parts: Mapping[Text, int]

    @property
    def url(self) -> str:
        """Return where the records are; nothing is written where there are none."""
        return self.column.url_for(self.path) if self.count else ""


@dataclass(frozen=True)
class Filled:
    """A module's column with its numbers by path."""

    column: BoardColumn
    numbers: Mapping[str, Mapping[str, int | Mapping[Text, int]]]

    def cell(self, path: str) -> Cell:
        """Return what stands in the column for a unit."""
        found = self.numbers.get(path, {}).get(self.column.key, 0)
        parts, count = ({}, found) if isinstance(found, int) else (found, sum(found.values()))
        return Cell(self.column, count, path, parts)


def filled(actor: Actor, paths: Sequence[str]) -> list[Filled]:
    """Return the columns the actor may see, filled by one question for all that share it."""
    columns = [
        column
        for manifest in manifests()
        for column in manifest.board_columns
        if all(actor.can(column.permission, path) for path in paths)
    ]
    asked = {ask: ask(paths) for ask in dict.fromkeys(column.values for column in columns)}
    return [Filled(column, asked[column.values]) for column in columns]
