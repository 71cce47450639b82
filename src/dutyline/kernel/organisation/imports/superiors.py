"""Finds the superiors that a file gives by title or by name, having no codes for them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.rows import Row
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.registry.imports import Remark, Report

Chain = tuple[str, ...]


class Named:
    """The posts of a file by title, by title within a unit, and by who holds them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Sort the posts of the rows."""
        self.here: dict[tuple[Chain, str], set[str]] = defaultdict(set)
        self.anywhere: dict[str, set[str]] = defaultdict(set)
        self.held: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            # A title without a code carries its grade in brackets.
            title = folded(row.title.removesuffix(f" ({row.grade})"))
            self.here[_chain(row), title].add(row.post)
            self.anywhere[title].add(row.post)
            self.held[folded(row.holder)].add(row.post)

    def post_of(self, row: Row) -> str | None:
        """Return the one post a superior's words mean: the nearest up the line, else the only one.

        None where no post is called so, or several are.
        """
        words, chain = folded(row.superior), _chain(row)
        line = [self.here.get((chain[:depth], words)) for depth in range(len(chain), 0, -1)]
        for posts in (*line, self.anywhere.get(words), self.held.get(words)):
            others = (posts or set()) - {row.post}
            if others:
                return others.pop() if len(others) == 1 else None
        return None


def with_named_superiors(rows: list[Row], known: Collection[str], report: Report) -> list[Row]:
    """Return the rows with the post of every superior that words name; `known` are codes here."""
    codes = {folded(row.post) for row in rows} | set(known)
    if all(not row.superior or folded(row.superior) in codes for row in rows):
        return rows
    named, found, result = Named(row for row in rows if row.post), [], []
    for row in rows:
        post = None
        if row.superior and folded(row.superior) not in codes:
            post = named.post_of(row)
        if post:
            found.append(row.number)
        result.append(replace(row, superior=post) if post else row)
    if found:
        text = _("Superiors given by title or by name are the posts of this file called so.")
        report.decisions.append(Remark("superiors_named", text, tuple(dict.fromkeys(found))))
    return result


def _chain(row: Row) -> Chain:
    return tuple(map(folded, row.chain))
