"""Columns modules add to the board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import BoardColumn, Text, manifests


@dataclass(frozen=True)
class Filled:
    """A module's column with its numbers by path."""

    column: BoardColumn
    numbers: Mapping[str, Mapping[str, int]]

    def cell(self, path: str) -> tuple[int, str, bool, Text]:
        """Return the number, where it opens its records, whether it is bad news, and its name."""
        number = self.numbers.get(path, {}).get(self.column.key, 0)
        return number, self.column.url_for(path), self.column.broken, self.column.label


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
