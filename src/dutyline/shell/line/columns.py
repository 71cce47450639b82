"""Columns modules add to the board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import BoardColumn, manifests


@dataclass(frozen=True)
class Filled:
    """A module's column with its numbers by path."""

    column: BoardColumn
    numbers: Mapping[str, int]

    def cell(self, path: str) -> tuple[int, str, bool]:
        """Return the number, where it opens its records, and whether it is bad news."""
        return self.numbers.get(path, 0), self.column.url_for(path), self.column.broken


def filled(actor: Actor, paths: Sequence[str]) -> list[Filled]:
    """Return the columns the actor may see, each filled by one question for all paths."""
    return [
        Filled(column, column.values(paths))
        for manifest in manifests()
        for column in manifest.board_columns
        if all(actor.can(column.permission, path) for path in paths)
    ]
