"""The import of post cards: one row a post, one column a part and language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import Refusal
from dutyline.kernel.registry.imports import (
    BadMap,
    ColumnsMissing,
    Field,
    Options,
    Record,
    RefusedRow,
    Remark,
    Report,
    Sheet,
)
from dutyline.kernel.registry.turns import take_turn
from dutyline.modules.responsibility.imports.columns import FIELDS
from dutyline.modules.responsibility.imports.deputies import DeputiesByName
from dutyline.modules.responsibility.imports.posts import PostsByName, PostUnknown
from dutyline.modules.responsibility.models import COLUMNS, LONGEST, CardState, CardVersion
from dutyline.modules.responsibility.operations.deputies import require_number
from dutyline.modules.responsibility.operations.many import Writing, write_cards
from dutyline.modules.responsibility.operations.sheet import WORDS, latest_of
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.comparing import sentences
from dutyline.toolkit.spreadsheets.values.items import split_sentences
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, shown, text_of
from dutyline.toolkit.spreadsheets.wording import tidy

KIND = "card"
LONGEST_DEPUTIES = 300
POSTS = "deputy_posts"
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
"""What no sentence holds; a line break parts sentences."""


class CardsImport:
    """Writes drafts of post cards; a file that says what the cards say already changes nothing.

    A row of a post without a card begins one with the words of its standard post; where a version
    is published and the file says otherwise, the next one is begun. An empty cell says nothing:
    what stands there stays. Each line of a cell is a sentence, or each item of a numbered list:
    cards number their sentences themselves.
    """

    key: ClassVar = "cards"
    fields: ClassVar[tuple[Field, ...]] = FIELDS

    def plan(self, sheet: Sheet, options: Options, *, by: Actor) -> Report:
        """Return what `apply` would do."""
        report, _writings = _read(sheet, options, by)
        return report

    @transaction.atomic
    def apply(self, sheet: Sheet, options: Options, *, by: Actor) -> Report:
        """Write everything that differs, in one transaction."""
        take_turn()
        report, writings = _read(sheet, options, by)
        write_cards(by=by, writings=writings, on=options.as_of, at=options.at)
        report.applied = True
        return report


def _read(sheet: Sheet, options: Options, by: Actor) -> tuple[Report, list[Writing]]:
    by.require(Responsibility.CARD_WRITE)
    for name in sheet.mapping.settings:
        raise BadMap(problem=_("there is no setting “{name}”").format(name=name))
    if not sheet.headers.keys() & {"code", "title"}:
        raise ColumnsMissing(fields=f"{FIELDS[0].label}, {FIELDS[1].label}")
    report = Report(decisions=list(sheet.decisions))
    rows = _Rows(sheet, report)
    asked = list(rows.asked(PostsByName(by, options.as_of)))
    standing = latest_of([each.writing.post.pk for each in asked])
    deputies = DeputiesByName(by, [each.deputies for each in asked], standing, options.as_of)
    return report, list(rows.differing(asked, standing, deputies))


@dataclass(frozen=True)
class Asked:
    """What a row says of which post; the posts that stand in as it names them, a line each."""

    record: Record
    writing: Writing
    deputies: Sequence[str]


class _Rows:
    """Reads the rows, and refuses those that cannot be followed."""

    def __init__(self, sheet: Sheet, report: Report) -> None:
        self.sheet, self.report = sheet, report
        self.tally = report.tally(KIND)

    def asked(self, posts: PostsByName) -> Iterator[Asked]:
        """Yield what each row says of which post."""
        seen: dict[int, int] = {}
        for record in self.sheet:
            try:
                names = [record.text(name) for name in ("code", "title", "unit")]
                post = posts.meant(*names)
            except PostUnknown as unknown:
                self._refuse(record, [(unknown.column, unknown.reason)])
                continue
            except CellProblem as wrong:
                self._refuse(record, [("code", str(wrong))])
                continue
            first = seen.setdefault(post.pk, record.number)
            if first != record.number:
                reason = _("This post stands in row {row} already.").format(row=first)
                self._refuse(record, [("code", reason)])
                continue
            said, problems = _said(record)
            if problems:
                self._refuse(record, problems)
                continue
            deputies = said.pop("deputies", None)
            lines = said.pop(POSTS, "").split("\n")
            yield Asked(record, Writing(post, said, deputies), [each for each in lines if each])

    def differing(
        self,
        asked: Sequence[Asked],
        standing: dict[int, CardVersion],
        deputies: DeputiesByName,
    ) -> Iterator[Writing]:
        """Yield what says something else than the cards do, and count everything."""
        anew: list[int] = []
        for each in asked:
            record, version = each.record, standing.get(each.writing.post.pk)
            try:
                posts = deputies.meant(each.deputies, version)
                require_number(each.writing.post, posts or [])
            except Refusal as refusal:
                self._refuse(record, [(POSTS, str(refusal))])
                continue
            writing = replace(each.writing, deputy_posts=posts)
            differs = _differs(writing, version)
            if not differs and deputies.differ(posts, version):
                differs = POSTS
            if not differs:
                self.tally.unchanged += 1
                continue
            if version is None:
                self.tally.created += 1
            elif version.state in {CardState.REVIEW, CardState.APPROVED}:
                reason = _("Its card is being reviewed, and cannot be written meanwhile.")
                self._refuse(record, [(differs, reason)])
                continue
            else:
                self.tally.changed += 1
                if version.state == CardState.PUBLISHED:
                    anew.append(record.number)
            yield writing
        if anew:
            sentence = _("The card in force says otherwise: its next version is begun.")
            self.report.decisions.append(Remark("next_version", sentence, tuple(anew)))

    def _refuse(self, record: Record, problems: list[tuple[str, str]]) -> None:
        for column, reason in problems:
            header = self.sheet.headers.get(column, column)
            value = shown(record.values.get(column) or "")
            self.report.refused.append(RefusedRow(record.number, header, reason, value))
        self.tally.refused += 1


def _said(record: Record) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return what the cells of a row say by column, and what is wrong with which."""
    said, problems = {}, []
    for name in (*WORDS, POSTS):
        most = LONGEST if name in COLUMNS else LONGEST_DEPUTIES
        try:
            cell = text_of(record.values.get(name), at_most=most)
        except CellProblem as wrong:
            problems.append((name, str(wrong)))
            continue
        words = "\n".join(_tidy(cell))
        if words:
            said[name] = words.replace("\n", " ") if name == "deputies" else words
    return said, problems


def _differs(writing: Writing, version: CardVersion | None) -> str:
    """Return the first column in which a row says otherwise than a version; "" where none does."""
    said = dict(writing.words)
    if writing.deputies is not None:
        said["deputies"] = writing.deputies
    for name, words in said.items():
        stands = getattr(version, name) if version else ""
        if _tidy(stands) != _tidy(words):
            return name
    return ""


def _tidy(words: str) -> list[str]:
    """Return the sentences of a cell: its numbered items without their numbers, else its lines."""
    items = split_sentences(words)
    if items.parted_by == "numbers":
        return [tidy(_CONTROL.sub(" ", text)) for text in items.texts]
    return sentences("\n".join(_CONTROL.sub(" ", line) for line in words.split("\n")))
