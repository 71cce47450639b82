"""How a newer version of a pack continues the dated rows of an older one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Span:
    """What held from a day up to, not including, another; `matter` is what rules read.

    `declared_from` is the day the pack itself says; a span may begin later, see `follow`.
    """

    valid_from: date
    valid_to: date | None
    declared_from: date
    matter: Any

    def runs_on(self, day: date) -> bool:
        """Say whether the span covers `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def follow(old: Sequence[Span], new: Sequence[Span], today: date) -> list[Span]:
    """Return the spans that stand when `new` is loaded over `old` on `today`.

    From today on the new version counts alone. Before today what was in force stays, for
    decisions were made by it; only a later beginning that the old version did not know, a law
    that changed meanwhile, takes effect on its own day.
    """
    known = {span.declared_from for span in old}
    days = sorted(
        {today}
        | {span.valid_from for span in (*old, *new)}
        | {span.valid_to for span in (*old, *new) if span.valid_to}
    )
    pieces = []
    for begin, end in zip(days, [*days[1:], None], strict=True):
        was, is_now = _covering(old, begin), _covering(new, begin)
        chosen = is_now
        if begin < today and was and not _amends(is_now, was, known):
            chosen = was
        if chosen:
            pieces.append(replace(chosen, valid_from=begin, valid_to=end))
    return _joined(pieces)


def _covering(spans: Sequence[Span], day: date) -> Span | None:
    return next((span for span in spans if span.runs_on(day)), None)


def _amends(span: Span | None, was: Span, known: set[date]) -> bool:
    if span is None or span.declared_from in known:
        return False
    return span.declared_from > was.declared_from


def _joined(pieces: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and last.valid_to == piece.valid_from
            and last.matter == piece.matter
            and last.declared_from == piece.declared_from
        ):
            joined[-1] = replace(last, valid_to=piece.valid_to)
        else:
            joined.append(piece)
    return joined
