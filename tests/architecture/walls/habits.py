"""House rules a reader would want kept without having to look."""

import ast
import re
from pathlib import Path

from tests.architecture.walls.tree import Source, sources, templates

LONGEST = 400
LONG_ALLOWED: frozenset[str] = frozenset()
"""May only shrink."""
APPEND_ONLY = {
    "Evidence": "kernel.duties",
    "Withdrawal": "kernel.duties",
    "Discharge": "kernel.duties",
    "Obligation": "kernel.duties",
    "Entry": "kernel.history",
    "Attachment": "kernel.files",
    "Notification": "kernel.notifications",
    "OutboxMail": "kernel.notifications",
}
WRITES = frozenset(
    {"create", "bulk_create", "get_or_create", "update_or_create", "update", "delete", "save"}
)
SAFE_ALLOWED = frozenset(
    {
        "kernel/history/sentences.py",  # escapes every place itself
        "modules/inspections/views/finding_story.py",  # makes the first letter of such a one large
        "toolkit/ui/",  # draws SVG from numbers and escaped words
    }
)
FORBIDDEN_NAMES = ("utils", "common", "misc", "core", "helpers")
UNSAFE_CALLS = frozenset({"mark_safe", "SafeString"})
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']"
)
OUTSIDE = re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""")
BLOCKS = re.compile(r'<table class="[^"]*\btable-blocks\b.*?</table>', re.DOTALL)
NUMBER = re.compile(r'<td role="cell" class="([^"]*\bnumber\b[^"]*)">(.*?)</td>', re.DOTALL)
SAYS_ITSELF = re.compile(r"\bwhen-|\bcell-rate\b|\bin-block\b|{{ amount }}")
"""Shown only beside its head, a rate, said in words, money with its sign."""
UNSAFE_FILTER = re.compile(r"\|\s*(?:safe|safeseq)\b|{%\s*autoescape\s+off")


def long_files(tree: Path) -> list[str]:
    """Find files over the size limit that are not listed."""
    found = [*sources(tree, tests=True)]
    styles = [(path, path.relative_to(tree).as_posix()) for path in tree.rglob("*.css")]
    named = [(source.path, source.place) for source in found] + styles + list(templates(tree))
    wrong = []
    for path, place in named:
        length = len(path.read_text().splitlines())
        if length > LONGEST and place not in LONG_ALLOWED:
            wrong.append(f"{place} has {length} lines")
    return wrong


def nameless_places(tree: Path) -> list[str]:
    """Find folders and files named for nothing in particular."""
    return [
        path.relative_to(tree).as_posix()
        for path in sorted(tree.rglob("*.py"))
        if any(part.removesuffix(".py") in FORBIDDEN_NAMES for part in path.relative_to(tree).parts)
    ]


def managers_of_one_name(tree: Path) -> list[str]:
    """Find classes of queries with the name of another: mypy takes one manager for the other.

    The methods of whichever it sees second are unknown to it then, or found where they are not.
    """
    first: dict[str, str] = {}
    wrong = []
    for source in sources(tree):
        for node in ast.walk(source.syntax):
            if isinstance(node, ast.ClassDef) and node.name.endswith(("QuerySet", "Manager")):
                there = first.setdefault(node.name, source.place)
                if there != source.place:
                    wrong.append(f"{source.place} {node.name}, also in {there}")
    return wrong


def rows_written_elsewhere(tree: Path) -> list[str]:
    """Find rows of the chain written outside the room whose operation writes them."""
    wrong = []
    for source in sources(tree):
        names = _borrowed(source)
        wrong += [
            f"{source.place}:{node.lineno} {_written(node, names)}"
            for node in ast.walk(source.syntax)
            if isinstance(node, ast.Call) and _written(node, names)
        ]
    return wrong


def _borrowed(source: Source) -> set[str]:
    """Return the rows of other rooms a file knows by name."""
    return {
        alias.name
        for node in ast.walk(source.syntax)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in APPEND_ONLY
        and (node.module or "").startswith(f"dutyline.{APPEND_ONLY[alias.name]}")
        and not source.place.startswith(APPEND_ONLY[alias.name].replace(".", "/"))
    }


def _written(call: ast.Call, names: set[str]) -> str:
    """Return the row a call writes: `Evidence(…)`, `Evidence.objects….create(…)`; else ""."""
    if isinstance(call.func, ast.Name):
        return call.func.id if call.func.id in names else ""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return ""
    for inner in ast.walk(call.func.value):
        manager = isinstance(inner, ast.Attribute) and inner.attr in {"objects", "_base_manager"}
        if manager and isinstance(inner.value, ast.Name) and inner.value.id in names:
            return str(inner.value.id)
    return ""


def bare_numbers(tree: Path) -> list[str]:
    """Find numbers a phone shows without the head of their column and without a word."""
    return [
        f"{place}: {cell[1].strip()[:40]}"
        for path, place in templates(tree)
        for table in BLOCKS.findall(path.read_text())
        for cell in NUMBER.findall(table)
        if not SAYS_ITSELF.search(" ".join(cell))
    ]


def inline_code(tree: Path) -> list[str]:
    """Find script, style or a foreign address in templates, which the security policy stops."""
    wrong = []
    for path, place in templates(tree):
        text = path.read_text()
        wrong += [f"{place}: {found.group()}" for found in INLINE.finditer(text)]
        wrong += [f"{place}: {found.group()}" for found in OUTSIDE.finditer(text)]
    return wrong


def unescaped(tree: Path) -> list[str]:
    """Find places that put words into a page without escaping them."""
    wrong = [
        f"{place}: {found.group()}"
        for path, place in templates(tree)
        for found in UNSAFE_FILTER.finditer(path.read_text())
    ]
    for source in sources(tree):
        if any(source.place.startswith(allowed) for allowed in SAFE_ALLOWED):
            continue
        wrong += [
            f"{source.place}:{node.lineno} {node.func.id}"
            for node in ast.walk(source.syntax)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in UNSAFE_CALLS
        ]
    return wrong
