"""Reads a pack whole and turns its criteria and catalogues into rows."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dutyline.kernel.criteria.packs.documents import Block, Rows
from dutyline.kernel.criteria.packs.folder import HEAD_FILE, Files, find_pack, read_files
from dutyline.kernel.criteria.packs.format import (
    CATALOGUE,
    CRITERION,
    HEAD,
    entries_of,
    overlaps,
    shape_of,
)
from dutyline.kernel.criteria.packs.problems import Where
from dutyline.kernel.criteria.packs.shapes import ListOf, MapOf
from dutyline.kernel.criteria.rules.values import data_fault

ARTICLE = re.compile(r"(\d+)(?:\((\d+)\))?")
NO_WORDS = {"en": "", "zh": ""}


@dataclass(frozen=True)
class Row:
    """A dated row as a pack states it.

    `identity` are the fields that name it, `matter` what rules read, `words` everything else.
    """

    identity: tuple[tuple[str, str], ...]
    valid_from: date
    valid_to: date | None
    matter: dict[str, Any]
    words: dict[str, Any]


@dataclass
class Pack:
    """A pack without faults."""

    name: str
    version: str
    rank: int
    digest: str
    title: dict[str, str]
    criteria: list[Row] = field(default_factory=list)
    catalogues: list[dict[str, Any]] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    sections: dict[str, Block | Rows] = field(default_factory=dict)
    """What other modules load, as written."""
    optional: frozenset[str] = frozenset()


def read_pack(path: str | Path) -> Pack:
    """Return a pack by path or shipped name; raises NoSuchPack, or PackInvalid with all faults."""
    files = read_files(find_pack(path))
    HEAD.read(files.head, Where(HEAD_FILE, 1), files.problems)
    files.problems.refuse()
    reader = _Reader(files)
    criteria = reader.criteria(files.sections.pop("criteria", None))
    catalogues, entries = reader.catalogues(files.sections.pop("catalogues", None))
    files.problems.refuse()
    head = files.head
    return Pack(
        name=head["name"],
        version=head["version"],
        rank=head["rank"],
        digest=files.digest,
        title=dict(head["title"]),
        criteria=criteria,
        catalogues=catalogues,
        entries=entries,
        sections=files.sections,
        optional=frozenset(head["optional"]),
    )


class _Reader:
    """Checks the sections of one pack against each other and its head."""

    def __init__(self, files: Files) -> None:
        self.head = files.head
        self.problems = files.problems
        self.sources = {source["key"]: source for source in files.head["sources"]}

    def criteria(self, section: Any) -> list[Row]:
        rows = self._rows(ListOf(CRITERION), section)
        if self.problems.found:
            return []
        self._once([((row["key"],), row) for row in rows])
        return [self._criterion(row, each) for row in rows for each in row["values"] or [row]]

    def catalogues(self, section: Any) -> tuple[list[dict[str, Any]], list[Row]]:
        if section is None or self.problems.found:
            return [], []
        MapOf(CATALOGUE).read(section, getattr(section, "where", self.head.where), self.problems)
        if self.problems.found:
            return [], []
        found = [self._catalogue(kind, block) for kind, block in section.items()]
        entries = [row for kind, block in section.items() for row in self._entries(kind, block)]
        return found, entries

    def _rows(self, shape: ListOf, section: Any) -> list[Block]:
        if section is None:
            return []
        return list(shape.read(section, getattr(section, "where", self.head.where), self.problems))

    def _once(self, named: list[tuple[tuple[str, ...], Block]]) -> None:
        """Complain about a key that holds twice on the same day."""
        by_name: dict[tuple[str, ...], list[Block]] = {}
        for name, row in named:
            for each in row.get("values") or [row]:
                each["valid_from"] = each["valid_from"] or self.head["valid_from"]
                by_name.setdefault(name, []).append(each)
        for name, rows in by_name.items():
            for one, other in combinations(rows, 2):
                if overlaps(one, other):
                    reason = _("“{key}” holds already on the same days at {where}.")
                    words = reason.format(key=name[-1], where=one.where)
                    self.problems.add(other.where, words)

    def _criterion(self, row: Block, each: Block) -> Row:
        words = self._source(each, row)
        words |= {"label_en": row["label"]["en"], "label_zh": row["label"]["zh"]}
        words |= {"shape": shape_of(row)}
        unit = "days" if row["type"] == "days" else row["unit"]
        return Row(
            identity=(("key", row["key"]),),
            valid_from=each["valid_from"],
            valid_to=each["valid_to"],
            matter={"value": each["value"], "unit": unit},
            words=words,
        )

    def _catalogue(self, kind: str, block: Block) -> dict[str, Any]:
        fields = {
            name: shape_of(column) | _extras(column) for name, column in block["fields"].items()
        }
        label = block["label"]
        return {"kind": kind, "label_en": label["en"], "label_zh": label["zh"], "fields": fields}

    def _entries(self, kind: str, block: Block) -> list[Row]:
        flat = entries_of(block["entries"], block)
        self._once([((kind, row["key"]), row) for _parent, row in flat])
        fields = self._catalogue(kind, block)["fields"]
        rows = []
        for position, (parent, row) in enumerate(flat, start=1):
            if reason := data_fault(fields, row["data"]):
                self.problems.add(row.at("data"), reason)
            words = self._source(row, block) | {"position": position}
            words |= {"label_en": row["label"]["en"], "label_zh": row["label"]["zh"]}
            rows.append(
                Row(
                    identity=(("kind", kind), ("key", row["key"])),
                    valid_from=row["valid_from"],
                    valid_to=row["valid_to"],
                    matter={"parent": parent, "data": row["data"]},
                    words=words,
                )
            )
        return rows

    def _source(self, row: Block, above: Block) -> dict[str, Any]:
        """Return where a row comes from; what it leaves unsaid stands in the block above it."""
        key = row["instrument"] or above["instrument"]
        source = self.sources.get(key)
        if source is None:
            where = (row if row["instrument"] else above).at("instrument")
            reason = _("The head of the pack names no source “{key}”.")
            self.problems.add(where, reason.format(key=key))
            return {}
        clause = _clause(row["clause"] or above["clause"] or NO_WORDS, articles=source["articles"])
        note = row["note"] or above["note"] or NO_WORDS
        return {
            "jurisdiction": row.get("jurisdiction")
            or above["jurisdiction"]
            or self.head["jurisdiction"],
            "instrument_en": source["title"]["en"],
            "instrument_zh": source["title"]["zh"],
            "clause_en": clause["en"],
            "clause_zh": clause["zh"],
            "standing": row["standing"] or above["standing"],
            "note_en": note["en"],
            "note_zh": note["zh"],
        }


def _clause(clause: dict[str, str], *, articles: bool) -> dict[str, str]:
    found = ARTICLE.fullmatch(clause["en"]) if articles else None
    if not found:
        return clause
    article, item = found[1], found[2]
    return {
        "en": f"Art. {article}({item})" if item else f"Art. {article}",
        "zh": f"第{article}条第{item}项" if item else f"第{article}条",
    }


def _extras(column: Block) -> dict[str, Any]:
    extras: dict[str, Any] = {"label": dict(column["label"])}
    if column["required"]:
        extras["required"] = True
    return extras
