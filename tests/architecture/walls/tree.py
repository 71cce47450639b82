"""The files of a source tree, read once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "dutyline"


@dataclass(frozen=True)
class Source:
    """A Python file with its place in the tree."""

    path: Path
    place: str
    """Path relative to the tree, with slashes."""

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def syntax(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """Return the part of the tree it belongs to, such as `modules/inspections` or `api`."""
        parts = self.place.split("/")
        return "/".join(parts[:2]) if parts[0] in {"modules", "kernel"} else parts[0]


@cache
def read(tree: Path) -> tuple[Source, ...]:
    return tuple(
        Source(path, path.relative_to(tree).as_posix()) for path in sorted(tree.rglob("*.py"))
    )


def sources(tree: Path, *, tests: bool = False, migrations: bool = False) -> Iterator[Source]:
    """Yield the Python files of a tree; tests and migrations only where asked for."""
    for source in read(tree):
        parts = source.place.split("/")
        if ("tests" in parts and not tests) or ("migrations" in parts and not migrations):
            continue
        yield source


def templates(tree: Path) -> Iterator[tuple[Path, str]]:
    """Yield the templates of a tree with their place."""
    for path in sorted(tree.rglob("templates/**/*.html")):
        yield path, path.relative_to(tree).as_posix()


def apps(tree: Path) -> dict[str, str]:
    """Return the Django label of every app of a tree, by its place."""
    found = {}
    for source in sources(tree):
        if source.path.name != "apps.py":
            continue
        for node in ast.walk(source.syntax):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                if names == ["label"]:
                    found[str(node.value.value)] = source.place.rpartition("/")[0]
    return found
