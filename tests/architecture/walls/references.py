"""References from one room to another that no import shows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.walls.tree import Source, apps, sources, templates

RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField"})
INCLUDED = re.compile(r'{%\s*(?:extends|include)\s+"([^"]+)"')
SITE_TEMPLATES = ("shell/", "ui/", "receipts/", "django/forms/")
REASON = re.compile(r"#\s*\w")
FLOORS = ("toolkit", "kernel", "modules", "journeys", "api", "shell", "jobs", "config")


def string_keys(tree: Path) -> list[str]:
    """Find relations to another room's model given as text: nothing imports what it needs."""
    labels = apps(tree)
    wrong = []
    for source in sources(tree):
        for call in _calls(source):
            name = _name(call.func)
            target = _text(call.args[0]) if name in RELATIONS and call.args else ""
            place = labels.get(target.rpartition(".")[0], "")
            if place.startswith(("kernel", "modules")) and source.room != place:
                wrong.append(f"{source.place}:{call.lineno} {name}({target!r})")
    return wrong


def looked_up_models(tree: Path) -> list[str]:
    """Find models fetched by name, which hides who depends on whom.

    Three may: manifests name the models whose `unit_path` follows a unit, the search index lies
    in the table it is named for, and the first schema is that of every model.
    """
    allowed = ("kernel/organisation/", "toolkit/search/", "jobs/")
    return [
        f"{source.place}:{call.lineno} {_name(call.func)}"
        for source in sources(tree)
        if not source.place.startswith(allowed)
        for call in _calls(source)
        if _name(call.func) in {"get_model", "get_models", "get_registered_model"}
    ]


def hidden_imports(tree: Path) -> list[str]:
    """Find imports inside functions without a comment that gives the reason."""
    wrong = []
    for source in sources(tree):
        for node in ast.walk(source.syntax):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            wrong += [
                f"{source.place}:{inner.lineno}"
                for inner in ast.walk(node)
                if isinstance(inner, ast.Import | ast.ImportFrom) and not _reasoned(source, inner)
            ]
    return sorted(set(wrong))


def foreign_templates(tree: Path) -> list[str]:
    """Find templates that extend or include what another module or room owns."""
    wrong = []
    for path, place in templates(tree):
        owner = place.partition("/templates/")[0]
        for named in INCLUDED.findall(path.read_text()):
            own = (tree / owner / "templates" / named).exists()
            if not own and not named.startswith(SITE_TEMPLATES):
                wrong.append(f"{place} uses {named}")
    return wrong


def foreign_links(tree: Path) -> list[str]:
    """Find templates of a module that link to another module by its name."""
    modules = {path.name for path in (tree / "modules").glob("*") if path.is_dir()}
    link = re.compile(r"""{%\s*url\s+["'](\w+):""")
    return [
        f"{place} links to {name}"
        for path, place in templates(tree)
        if place.startswith("modules/")
        for name in link.findall(path.read_text())
        if name in modules - {place.split("/")[1]}
    ]


def foreign_migrations(tree: Path) -> list[str]:
    """Find migrations that depend on a room their own room may not know."""
    labels = apps(tree)
    wrong = []
    for source in sources(tree, migrations=True):
        if "/migrations/" not in source.place:
            continue
        for node in ast.walk(source.syntax):
            if not isinstance(node, ast.Assign) or _name(node.targets[0]) != "dependencies":
                continue
            for pair in ast.walk(node.value):
                if isinstance(pair, ast.Tuple) and pair.elts:
                    place = labels.get(_text(pair.elts[0]), "")
                    if place and not _may_know(source, place):
                        wrong.append(f"{source.place} depends on {place}")
    return wrong


def _may_know(source: Source, place: str) -> bool:
    """Say whether a room may know another: itself, and floors below; modules no neighbour."""
    own = source.place.partition("/migrations/")[0]
    if place == own:
        return True
    mine, theirs = FLOORS.index(own.split("/")[0]), FLOORS.index(place.split("/", maxsplit=1)[0])
    same_floor_of_rooms = mine == theirs and own.startswith("kernel/")
    return theirs < mine or same_floor_of_rooms


def _reasoned(source: Source, node: ast.stmt) -> bool:
    """Say whether a comment stands on the import's line, or alone on the line above."""
    here, above = source.lines[node.lineno - 1], source.lines[node.lineno - 2].strip()
    last = source.lines[(node.end_lineno or node.lineno) - 1]
    if above.startswith(("import ", "from ")) and node.lineno > 2:
        above = source.lines[node.lineno - 3].strip()  # one reason for two imports
    return any(REASON.search(line) for line in (here, last)) or above.startswith("#")


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.syntax) if isinstance(node, ast.Call))


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
