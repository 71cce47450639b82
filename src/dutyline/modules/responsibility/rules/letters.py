"""When a letter may be signed, how it stands, who signs with whom, and what made it stale."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dutyline.modules.responsibility.models import ChangeKind, LetterState

PLACES = ("post", "unit", "superior", "year", "enterprise")
"""What a template may name in braces; filled in for each post."""
_PLACE = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True)
class Standing:
    """What is known of a letter with the text of now."""

    opened: bool = False
    signed: bool = False
    countersigned: bool = False
    refused: bool = False
    stale: bool = False
    ended: bool = False
    due_on: date | None = None


def state_of(standing: Standing) -> LetterState:
    """Return how far a letter has come; the first that is true counts."""
    if standing.ended:
        return LetterState.ENDED
    if standing.countersigned:
        return LetterState.SIGNED
    if standing.signed:
        return LetterState.HELD
    if standing.refused:
        return LetterState.REFUSED
    if standing.stale:
        return LetterState.STALE
    return LetterState.OPEN if standing.opened else LetterState.WAITING


def is_overdue(standing: Standing, on: date) -> bool:
    """Say whether somebody should have signed before `on`; nobody is late who must still wait."""
    if standing.due_on is None or standing.due_on >= on:
        return False
    if state_of(standing) is LetterState.HELD:
        return True
    return may_sign(standing)


def is_reminded_on(due_on: date, on: date, every: int) -> bool:
    """Say whether a day is one to remind on: the first after the term, and each `every` days."""
    late = (on - due_on).days
    return late > 0 and (late - 1) % every == 0


def may_sign(standing: Standing) -> bool:
    """Say whether the holder may sign now; who refused may still change his mind."""
    return standing.opened and not standing.signed and not standing.ended


def is_confirmed(confirmed_at: datetime | None, at: datetime, within: timedelta) -> bool:
    """Say whether somebody proved who he is no longer ago than `within`, and not after `at`."""
    return confirmed_at is not None and timedelta(0) <= at - confirmed_at <= within


def signs_with(
    post: int,
    person: int,
    above: Mapping[int, int | None],
    held: Mapping[int, Collection[int]],
    within: Collection[int],
) -> int | None:
    """Return the nearest post above that somebody else holds; None at the top.

    `above` is the superior of each post, `held` who holds it, `within` the posts of the round.
    Vacant posts, and posts only the person himself holds, are climbed over; a circle ends where it
    closes.
    """
    seen = {post}
    here = above.get(post)
    while here is not None and here in within and here not in seen:
        if any(holder != person for holder in held.get(here, ())):
            return here
        seen.add(here)
        here = above.get(here)
    return None


def within_since(spans: Iterable[tuple[date, date | None]], on: date) -> date | None:
    """Return since when a day lies within spans of days without a gap; None where it does not.

    The end of a span is the day after its last, None while it lasts.
    """
    since: date | None = None
    for begins, ends in sorted(spans, key=lambda span: span[0], reverse=True):
        if since is None:
            if begins <= on and (ends is None or on < ends):
                since = begins
        elif ends is None or ends >= since:
            since = min(since, begins)
    return since


def apart(before: Mapping[str, object], after: Mapping[str, object]) -> list[ChangeKind]:
    """Return what a text was made from that is otherwise now, in the order of kinds."""
    return [kind for kind in ChangeKind if before.get(kind.value) != after.get(kind.value)]


def filled(words: str, places: Mapping[str, str]) -> str:
    """Return words with their named places filled; what is no place stays as it stands."""
    return _PLACE.sub(lambda found: places.get(found.group(1), found.group(0)), words)


def unknown_places(words: str) -> list[str]:
    """Return what stands in braces and is no place a template may name."""
    return [name for name in _PLACE.findall(words) if name not in PLACES]


def same_name(written: str, name: str) -> bool:
    """Say whether somebody wrote his own name, however he spaced it or wrote its capitals."""
    return "".join(written.split()).casefold() == "".join(name.split()).casefold()
