"""Checks of the Chinese catalogues: every English sentence of the source has its translation."""

import ast
import gettext
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from tests.architecture.walls.tree import sources

PLAIN = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
WITH_CONTEXT = frozenset({"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"})
PLACE = re.compile(r"%\((\w+)\)[sd]|{(\w+)}")
CONTEXT_MARK = "\x04"
FIELD = re.compile(
    r"(?:(?P<name>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+)?(?P<words>\".*\")\s*$"
)


@dataclass(frozen=True)
class Said:
    """A sentence of the source: where, and under which key catalogues know it."""

    place: str
    key: str


def said(tree: Path) -> Iterator[Said]:
    """Yield every sentence a tree marks for translation."""
    for source in sources(tree):
        for key in _marked(source.syntax):
            yield Said(source.place, key)
    for pattern in ("templates/**/*.html", "templates/**/*.txt"):
        for path in sorted(tree.rglob(pattern)):
            code = templatize(path.read_text(), origin=str(path))
            for key in _marked_in_template(code):
                yield Said(path.relative_to(tree).as_posix(), key)


def untranslated(tree: Path, catalogue: dict[object, str]) -> list[str]:
    """Find sentences a catalogue does not have, or has without a word or with other places."""
    wrong = []
    for each in said(tree):
        words = catalogue.get(each.key) or catalogue.get((each.key, 0))
        if not words:
            wrong.append(f"{each.place}: {each.key!r}")
        elif _places(each.key) != _places(words):
            wrong.append(f"{each.place}: {each.key!r} has other places in {words!r}")
    return sorted(set(wrong))


def merged_catalogue() -> dict[object, str]:
    """Return all Chinese words of the product and of the libraries it is built on."""
    catalogue = trans_real.translation("zh-hans")._catalog
    return {key: value for each in reversed(catalogue._catalogs) for key, value in each.items()}


def stale_catalogues(tree: Path) -> list[str]:
    """Find catalogues with fuzzy or empty entries, or whose compiled file says something else."""
    wrong = []
    for path in sorted(tree.rglob("locale/*/LC_MESSAGES/django.po")):
        place = path.relative_to(tree).as_posix()
        text = path.read_text()
        if re.search(r"^#,.*\bfuzzy\b", text, re.MULTILINE):
            wrong.append(f"{place} has fuzzy entries")
        entries = dict(read_catalogue(text))
        wrong += [f"{place} has no word for {key!r}" for key, words in entries.items() if not words]
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or _compiled(compiled) != _filled(entries):
            wrong.append(f"{compiled.relative_to(tree).as_posix()} is not made from its catalogue")
    return wrong


def said_otherwise(tree: Path) -> list[str]:
    """Find sentences two catalogues translate differently: one of them is never seen.

    Where two things are meant a context parts them.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(tree.rglob("locale/*/LC_MESSAGES/django.po")):
        place = path.relative_to(tree).parents[3].as_posix()
        for key, words in read_catalogue(path.read_text()):
            found[key][words].append(place)
    return [
        f"{key!r}: " + ", ".join(f"{words} ({' '.join(places)})" for words, places in said.items())
        for key, said in sorted(found.items())
        if len(said) > 1
    ]


def read_catalogue(text: str) -> Iterator[tuple[str, str]]:
    """Yield (key, first translation) of every entry of a .po file but its head."""
    for block in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            found = FIELD.match(line)
            if found:
                name = found["name"] or name
                fields[name] = fields.get(name, "") + ast.literal_eval(found["words"])
        if fields.get("msgid"):
            context = f"{fields['msgctxt']}{CONTEXT_MARK}" if "msgctxt" in fields else ""
            yield f"{context}{fields['msgid']}", fields.get("msgstr") or fields.get("msgstr[0]", "")


def _compiled(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    plain = {key[0] if isinstance(key, tuple) else key: words for key, words in catalogue.items()}
    return {key: words for key, words in plain.items() if key}


def _filled(entries: dict[str, str]) -> dict[str, str]:
    return {key: words for key, words in entries.items() if words}


def _marked(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        texts = [each for each in words if isinstance(each, str)]
        if name in PLAIN | PLURAL and texts and texts[0]:
            yield texts[0]
        elif name in WITH_CONTEXT and len(texts) > 1:
            yield f"{texts[0]}{CONTEXT_MARK}{texts[1]}"


def _marked_in_template(code: str) -> Iterator[str]:
    call = re.compile(r"""\b(n?p?gettext|_)\((u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")[^)]*)\)""")
    literal = re.compile(r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""")
    for found in call.finditer(code):
        texts = [ast.literal_eval(each) for each in literal.findall(found[2])]
        if found[1] in {"pgettext", "npgettext"} and len(texts) > 1:
            yield f"{texts[0]}{CONTEXT_MARK}{texts[1]}"
        elif texts and texts[0]:
            yield texts[0]


def _places(words: str) -> set[str]:
    return {first or second for first, second in PLACE.findall(words)}
