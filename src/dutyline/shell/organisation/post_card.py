"""What a post owes by its card, with the line of each duty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from dutyline.kernel.duties.models import Origin
from dutyline.kernel.duties.reading import DutyLine, PostDutyRow, duties_of, post_duties
from dutyline.kernel.organisation.models import Post
from dutyline.shell.duties.lines import (
    behind_urls,
    kept,
    line_of,
    line_over,
    month_rows,
    share_words,
    ticks_of,
)
from dutyline.shell.duties.months import Stretch
from dutyline.shell.setup.duties.words import basis_of, proof_of
from dutyline.toolkit.ui.line import Line
from dutyline.toolkit.ui.parts import Link


@dataclass(frozen=True)
class CardRow:
    """One duty of a card; without `line` the reader may not see how it was kept."""

    text: str
    cadence: str
    wanted: str
    basis: str
    confirmed: bool
    weight: str
    since: date
    url: str = ""
    line: Line | None = None
    share: str = ""


@dataclass(frozen=True)
class CardPart:
    """Duties of one origin."""

    label: str
    rows: Sequence[CardRow]


def card_of(post: Post, on: date, lines: "PostLines | None" = None) -> list[CardPart]:
    """Return what a post owes on a day: what comes from law and packs, then the house's own."""
    owed = duties_of(post.pk, on)
    parts = [
        CardPart(_("Safety duties from law and packs"), _rows(owed, Origin.PACK, lines)),
        CardPart(_("Duties of our own"), _rows(owed, Origin.OWN, lines)),
    ]
    return [part for part in parts if part.rows]


@dataclass(frozen=True)
class PostLines:
    """What the holders of a post owed over a month or year, drawn and counted."""

    span: Stretch
    today: date
    line: Line
    kept: int
    decided: int
    urls: dict[str, str]
    behind: str
    by_duty: dict[int, DutyLine]
    months: list[tuple[Link, Line, str]]


def post_lines(post: Post, span: Stretch, today: date, now: datetime) -> PostLines:
    """Return a post's lines over a month or year."""
    lines = post_duties(post.pk, span.first, span.last, now)
    ticks, behind = ticks_of(lines), reverse("post_obligations", args=[post.pk])
    return PostLines(
        span,
        today,
        line_over(ticks, span, today),
        *kept(ticks),
        behind_urls(behind, span),
        behind,
        {each.duty_id: each for each in lines},
        month_rows(ticks, today) if span.is_year else [],
    )


def _rows(owed: Sequence[PostDutyRow], origin: str, lines: PostLines | None) -> list[CardRow]:
    return [_row(each, lines) for each in owed if each.version.duty.origin == origin]


def _row(each: PostDutyRow, lines: PostLines | None) -> CardRow:
    version = each.version
    row = CardRow(
        text=version.text,
        cadence=str(version.get_cadence_display()),
        wanted=proof_of(version),
        basis=basis_of(version),
        confirmed=version.basis_confirmed,
        weight=f"{version.weight.normalize():f}",
        since=each.since,
    )
    own = lines.by_duty.get(each.duty_id) if lines else None
    if lines is None or own is None:
        return row
    span = lines.span
    return replace(
        row,
        url=f"{lines.behind}?{span.query}&duty={each.duty_id}",
        line=line_of(own.ticks, span.first, span.last, lines.today),
        share=share_words(own.on_time, own.decided),
    )
