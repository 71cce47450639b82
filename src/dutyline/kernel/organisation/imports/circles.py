"""Finds circles where everything has at most one thing above it."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def on_circles(above: Mapping[Key, Key | None]) -> set[Key]:
    """Return everything that is, in the end, above itself; what merely leads there is not."""
    found: set[Key] = set()
    done: set[Key] = set()
    for start in above:
        path: list[Key] = []
        here: dict[Key, int] = {}
        key: Key | None = start
        while key is not None and key not in done and key not in here:
            here[key] = len(path)
            path.append(key)
            key = above.get(key)
        if key is not None and key in here:
            found.update(path[here[key] :])
        done.update(path)
    return found
