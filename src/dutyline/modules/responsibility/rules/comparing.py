"""What one version of a card says otherwise than another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What became of a sentence."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Said:
    """A sentence of a card, and whether the newer version keeps, drops or brings it."""

    words: str
    fate: Fate


def sentences(words: str) -> list[str]:
    """Return the sentences of a part of a card: its lines, without empty ones."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def difference(before: Sequence[str], after: Sequence[str]) -> list[Said]:
    """Return both versions as one run of sentences; what was replaced stands gone, then new."""
    told: list[Said] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            told += [Said(each, Fate.KEPT) for each in before[start:end]]
            continue
        told += [Said(each, Fate.GONE) for each in before[start:end]]
        told += [Said(each, Fate.NEW) for each in after[first:last]]
    return told


def is_changed(told: Sequence[Said]) -> bool:
    """Say whether anything was dropped or brought."""
    return any(each.fate is not Fate.KEPT for each in told)


def duties_apart(
    taken: Sequence[Mapping[str, Any]], owed: Sequence[Mapping[str, Any]]
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return which duties a card has that are owed no more, or owed otherwise, and which it lacks.

    A duty is the same while its key and the number of its version are.
    """
    had = {(each["key"], each["number"]): each for each in taken}
    has = {(each["key"], each["number"]): each for each in owed}
    gone = [each for mark, each in had.items() if mark not in has]
    new = [each for mark, each in has.items() if mark not in had]
    return gone, new
