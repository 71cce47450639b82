"""Materialised paths: where in the tree a row belongs."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dutyline.toolkit.prepared import Slot


class PathField(models.CharField):
    """A materialised path such as `/1/5/23/`: the unit's ancestors and itself, by id.

    A subtree is the range `path <= x < path with its last "/" raised to "0"`, which one B-tree
    index answers, so PostgreSQL must compare bytes and not words.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the length every path column shares."""
        kwargs.setdefault("max_length", 255)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Ask PostgreSQL for the C collation; SQLite compares bytes already."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def subtree(path: str, field: str = "path") -> models.Q:
    """Return the condition "in the subtree of `path`" on the path column `field`."""
    return models.Q(**{f"{field}__gte": path, f"{field}__lt": _end(path)})


class _Within(models.Func):
    """The condition as one node: as two lookups a path it costs a page more than its rows do."""

    output_field = models.BooleanField()

    def __init__(self, column: models.F, paths: tuple[str | Slot, ...]) -> None:
        """Take at least one path, or a slot for it."""
        super().__init__(column)
        self.paths = paths

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        """Write one range a path."""
        column, params = compiler.compile(self.source_expressions[0])
        ranges = [f"({column} >= %s AND {column} < %s)"] * len(self.paths)
        bounds = [bound for path in self.paths for bound in _bounds(path)]
        return f"({' OR '.join(ranges)})", [value for bound in bounds for value in (*params, bound)]


def within(paths: Iterable[str | Slot], field: str = "path") -> models.Q:
    """Return the condition "in any of these subtrees"; no path means nothing at all."""
    known = tuple(paths)
    return models.Q(_Within(models.F(field), known)) if known else models.Q(pk__in=[])


def ancestors(path: str) -> list[int]:
    """Return the ids on a path from the root down, the unit itself last; none for "/"."""
    return [int(part) for part in path.split("/") if part]


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Drop every path that lies inside another one."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def _bounds(path: str | Slot) -> tuple[Any, Any]:
    return (path.place, path.changed(_end)) if isinstance(path, Slot) else (path, _end(path))


def _end(path: str) -> str:
    return path[:-1] + "0"
