"""The duty line and the marks of the same grammar. Built as text: a ledger shows hundreds."""

from collections.abc import Mapping
from functools import cache, lru_cache

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from dutyline.toolkit.ui.line import Line, State, Tick, draw, say
from dutyline.toolkit.ui.line.shapes import short
from dutyline.toolkit.ui.line.words import COUNTED, LABELS
from dutyline.toolkit.ui.numbers import count

register = Library()

RISK_SHAPES = {
    1: "M5 1h6l4 4v6l-4 4H5l-4-4V5z",
    2: "M8 1l7.5 14H.5z",
    3: "M8 .5L15.5 8 8 15.5.5 8z",
    4: "M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1z",
}
"""Octagon, triangle, diamond, disc: told apart without colour."""
RISK_WORDS = {
    1: pgettext_lazy("risk level", "Major"),
    2: pgettext_lazy("risk level", "Larger"),
    3: pgettext_lazy("risk level", "General"),
    4: pgettext_lazy("risk level", "Low"),
}
_BROKEN_GROUND = '<path class="tick-ground" d="M0 14h4M12 14h4"/>'


@register.simple_tag
def duty_line(line: Line, size: str = "s", hidden: bool = False) -> SafeString:
    """Draw a duty line in size xs, s, b, c, m or l; `hidden` where the words stand beside it."""
    drawing = draw(line, size)
    label = SafeString('aria-hidden="true"')
    if not hidden:
        label = format_html('role="img" aria-label="{}"', say(line))
    width, height = short(drawing.width), short(drawing.height)
    paths = "".join(f'<path class="tick-{mark.kind}" d="{mark.d}"/>' for mark in drawing.marks)
    return format_html(
        '<svg class="line line-{}" {} width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
        *(size, label, width, height, width, height, SafeString(paths)),
    )


@cache
def glyph(state: str) -> SafeString:
    """Return the tick of one state on its bit of line, 16 by 24."""
    drawing = draw(Line([Tick(state)]), "mark")
    paths = "".join(f'<path class="tick-{mark.kind}" d="{mark.d}"/>' for mark in drawing.marks)
    if state == State.NOT_APPLICABLE:
        paths = _BROKEN_GROUND
    return SafeString(
        '<svg class="line" aria-hidden="true" width="16" height="24" viewBox="0 0 16 24">'
        f"{paths}</svg>"
    )


@register.simple_tag
def state_glyph(state: str) -> SafeString:
    """Draw the tick of a state without its word, which must stand beside it."""
    return glyph(str(state))


@register.simple_tag
def state_mark(state: str, word: str = "") -> SafeString:
    """Draw the tick of a state with its word."""
    return format_html(
        '<span class="sign">{}{}</span>', glyph(str(state)), word or LABELS[State(state)]
    )


@register.simple_tag
def line_counts(line: Line, urls: Mapping[str, str] | None = None, zero: str = "") -> SafeString:
    """List the counts of a line by state, each a link where `urls` has one for the state.

    States that do not occur are left out, but for those named in `zero` ("late missed").
    """
    counts, links = line.counts, urls or {}
    rows = []
    for state in State:
        if not counts[state] and state not in zero.split():
            continue
        words = format_html("<b>{}</b> {}", count(counts[state]), COUNTED[state])
        if links.get(state):
            words = format_html('<a href="{}">{}</a>', links[state], words)
        rows.append((glyph(state), words))
    items = format_html_join("", "<li>{}<span>{}</span></li>", rows)
    return format_html('<ul class="counts">{}</ul>', items)


@cache
def _pips(done: int, total: int, now: bool, over: bool) -> SafeString:
    """Draw the pips, one path for all of a kind: a ledger shows hundreds."""
    lefts = [index * 7 for index in range(total)]
    here, to_come = (lefts[done : done + 1], lefts[done + 1 :]) if now else ([], lefts[done:])
    kinds = {
        "done": [f"M{left} 1h5v10h-5z" for left in lefts[:done]],
        "over" if over else "now": [f"M{left} 6h5v5h-5z" for left in here],
        "to-come": [f"M{left + 0.6} 1.6h3.8v8.8h-3.8z" for left in to_come],
    }
    paths = [
        f'<path class="pip-{kind}" d="{"".join(shapes)}"/>'
        for kind, shapes in kinds.items()
        if shapes
    ]
    width = total * 7
    return SafeString(
        f'<svg class="pips" aria-hidden="true" width="{width}" height="12" '
        f'viewBox="0 0 {width} 12">{"".join(paths)}</svg>'
    )


@register.simple_tag
def step_mark(word: str, done: int, total: int, now: bool = True, over: bool = False) -> SafeString:
    """Draw how far something has come, one pip a step, with the word of where it is."""
    return _step(str(word), done, total, now and done < total, over)


# Typed, because a word marked safe equals the same word that is not.
@lru_cache(maxsize=512, typed=True)
def _step(word: str, *progress: int) -> SafeString:
    return format_html('<span class="sign">{}{}</span>', _pips(*progress), word)


@register.simple_tag
def risk_mark(level: int | str, word: str = "") -> SafeString:
    """Draw a risk level, 1 major to 4 low, as its shape with its word."""
    level = int(level)
    return _risk(level, str(word or RISK_WORDS[level]))


@lru_cache(maxsize=512, typed=True)
def _risk(level: int, word: str) -> SafeString:
    return format_html(
        '<span class="sign"><svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16">'
        '<path class="risk risk-{}" d="{}"/></svg>{}</span>',
        *(level, RISK_SHAPES[level], word),
    )


@register.simple_tag
def flag(word: str, kind: str = "over") -> SafeString:
    """Outline a word: over (plum), done (pine) or filled (later recorded); one a row at most."""
    return format_html('<span class="flag flag-{}">{}</span>', kind, word)
