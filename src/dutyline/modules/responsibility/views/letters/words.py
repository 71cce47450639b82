"""Letters in words: how one stands, what it says in each language, what was done with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from dutyline.kernel.criteria.lookup import clause_words
from dutyline.modules.responsibility.models import (
    ChangeKind,
    Letter,
    LetterAnswer,
    LetterChange,
    LetterRefusal,
    LetterState,
)
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.rules.comparing import Said, difference, is_changed
from dutyline.modules.responsibility.rules.letters import is_overdue, state_of
from dutyline.toolkit.ui.parts import Event
from dutyline.toolkit.wording import in_a_row

FLAGS = {
    LetterState.SIGNED: "done",
    LetterState.REFUSED: "over",
    LetterState.STALE: "over",
    LetterState.HELD: "filled",
    LetterState.OPEN: "filled",
    LetterState.WAITING: "filled",
    LetterState.ENDED: "filled",
}
"""How each state is drawn; its word always stands beside it."""


@dataclass(frozen=True)
class LetterShown:
    """A letter of a list: how it stands, in words."""

    letter: Letter
    state: str
    word: str
    flag: str
    late: bool


@dataclass(frozen=True)
class Page:
    """What a letter says in one language."""

    language: str
    title: str
    post: str
    card: str
    parts: Sequence[Mapping[str, Any]]


def shown(letter: Letter, on: date) -> LetterShown:
    """Return how a letter stands on a day."""
    standing = standing_of(letter)
    state = state_of(standing)
    late = is_overdue(standing, on)
    flag = "over" if late else FLAGS[state]
    return LetterShown(letter, state.value, str(state.label), flag, late)


def pages_of(content: Mapping[str, Any]) -> list[Page]:
    """Return what a text says, in the reader's language first."""
    chinese = (get_language() or "").startswith("zh")
    order = sorted(content, key=lambda each: (each == "zh") != chinese)
    return [
        Page(
            each,
            content[each]["title"],
            content[each].get("post", ""),
            content[each].get("card", ""),
            content[each]["parts"],
        )
        for each in order
    ]


def news_of(letter: Letter) -> list[Said]:
    """Return what the text of now says otherwise than the one its holder signed last."""
    signed = (
        letter.signatures.filter(person=letter.person_id)
        .exclude(text=letter.text_id)
        .select_related("text")
        .order_by("-id")
        .first()
    )
    if signed is None:
        return []
    before, after = pages_of(signed.text.content), pages_of(letter.text.content)
    told: list[Said] = []
    for was, now in zip(before, after, strict=False):
        told += difference(_lines(was), _lines(now))
    return told if is_changed(told) else []


def changes_of(rows: Iterable[LetterChange]) -> list[str]:
    """Return in words why a text took the place of the one before."""
    return [_change(ChangeKind(row.kind), row.reference) for row in rows]


def _change(kind: ChangeKind, what: str) -> str:
    if not what:
        return str(kind.label)
    if kind is ChangeKind.CARD:
        words = pgettext("what changed in a letter", "Post card, now version %(number)s")
        return words % {"number": what}
    if kind is ChangeKind.LAW:
        what = in_a_row(clause_words(key) for key in what.split())
    words = pgettext("what changed in a letter", "%(kind)s: %(what)s")
    return words % {"kind": kind.label, "what": what}


def events(refusals: Iterable[LetterRefusal]) -> list[Event]:
    """Return refusals with their answers as lines of a timeline, the newest first."""
    told: list[Event] = []
    for refusal in refusals:
        told += reversed([_answer(each) for each in refusal.answers.all()])
        said = _("Refused to sign")
        told.append(Event(refusal.at, said, quote=refusal.reason, note=refusal.by_name))
    return sorted(told, key=lambda event: event.at, reverse=True)


def _answer(row: LetterAnswer) -> Event:
    who = f"{row.by_name} · {row.by_post}" if row.by_post else row.by_name
    return Event(row.at, str(row.get_kind_display()), quote=row.words, note=who)


def _lines(page: Page) -> list[str]:
    return [line for part in page.parts for line in part["lines"]]
