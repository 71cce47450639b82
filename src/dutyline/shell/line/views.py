"""The board of a unit, and the obligations behind its numbers."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.duties.models import State
from dutyline.kernel.duties.reading import BEHIND_ORDER, Board, LevelRow, behind, board, items
from dutyline.kernel.organisation.models import Level, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.queries import UnitQuerySet
from dutyline.shell.duties.behind import columns
from dutyline.shell.duties.lines import line_of_days, period_words
from dutyline.shell.line.columns import filled
from dutyline.shell.line.numbers import behind_url, count_urls
from dutyline.shell.line.spans import Span, choices, span_of
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Link

SIZE = 50
MOST_OPEN = 20
"""Units open at once on one board."""
OWED = "owed"
LATE = timedelta(minutes=2)
"""After which the numbers are no longer said to be fresh: they are counted twice a minute."""


@login_required
def line(request: HttpRequest) -> HttpResponse:
    """Lead to the board of the highest unit the person answers for."""
    top = units_of_line(actor_of(request)).order_by("depth", "name", "id").first()
    if top is None:
        return render(request, "shell/line/nothing.html")
    return redirect("line_of_unit", pk=top.pk)


@login_required
def line_of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who owes what under a unit, level by level and unit by unit."""
    actor, today = actor_of(request), timezone.localdate()
    unit = get_object_or_404(units_of_line(actor), pk=pk)
    span = span_of(request, today)
    opened = _opened(request)
    found = board(by=actor, unit=unit, first=span.first, last=span.last, today=today, opened=opened)
    paths = [unit.path, *(row.path for row in found.units)]
    extra = filled(actor, paths)
    context = {
        "unit": unit,
        "crumbs": [*_crumbs(actor, unit, span), Link(unit.name)],
        "board": found,
        "late": found.counted_at is not None and timezone.now() - found.counted_at > LATE,
        "line": line_of_days(found.line, today),
        "span": span,
        "spans": _spans(today, span),
        "span_words": _span_words(today, span),
        "totals": count_urls(pk, span, today),
        "levels": [
            {
                "label": Level(row.level).label,
                "row": row,
                "line": line_of_days(row.line, today),
                "url": behind_url(pk, span, level=row.level),
            }
            for row in found.levels
        ],
        "thinnest": _thinnest(found, pk, span),
        "units": [
            {
                "name": row.name,
                "row": row,
                "url": reverse("line_of_unit", args=[row.unit_id]) + f"?{span.query}",
                "behind": behind_url(row.unit_id, span),
                "line": line_of_days(row.line, today),
                "cells": [each.cell(row.path) for each in extra],
                "turn": _turn(row.unit_id, opened, span) if row.leads else "",
                "open": row.unit_id in opened,
            }
            for row in found.units
        ],
        "own_cells": [each.cell(unit.path) for each in extra],
        "extra": [each.column for each in extra],
        "all_url": behind_url(pk, span),
        "own_url": behind_url(pk, span, own=1),
    }
    return render(request, "shell/line/board.html", context)


@login_required
def obligations(request: HttpRequest, pk: int) -> HttpResponse:
    """List the obligations behind a number of a unit's board."""
    actor, now, today = actor_of(request), timezone.now(), timezone.localdate()
    unit = get_object_or_404(units_of_line(actor), pk=pk)
    span = span_of(request, today)
    states = [each for each in request.GET.getlist("state") if each in {*State.values, OWED}]
    level = level_of(request)
    rows = behind(
        by=actor,
        unit=unit,
        first=span.first,
        last=span.last,
        states=states,
        level=level,
        kind=request.GET.get("kind", "")[:60],
        own=request.GET.get("own") == "1",
    )
    page = page_of(request, rows, BEHIND_ORDER, SIZE)
    state_choices = [Choice(each.value, each.label, each.value in states) for each in State]
    levels = [Choice(str(each.value), each.label, each.value == level) for each in Level]
    context = {
        "about": unit.name,
        "crumbs": [
            *_crumbs(actor, unit, span),
            Link(unit.name, reverse("line_of_unit", args=[pk]) + f"?{span.query}"),
        ],
        "span": span,
        "clear_url": f"?{span.query}",
        "page": page,
        "items": items(page.rows, now),
        "bar": FilterBar(
            [
                Dimension("state", _("State"), state_choices),
                Dimension("level", _("Level"), levels, many=False),
            ],
            keep=[("from", span.first.isoformat()), ("to", span.last.isoformat())],
        ),
        "columns": columns(),
    }
    return render(request, "shell/line/obligations.html", context)


def units_of_line(actor: Actor) -> UnitQuerySet:
    """Return the units whose board the actor may open."""
    return visible_to(Unit.objects.all(), actor, Access.LINE_VIEW, path_field="path")


def _crumbs(actor: Actor, unit: Unit, span: Span) -> list[Link]:
    """Return the units above, each leading to its own board where the actor may open it."""
    above = Unit.objects.filter(pk__in=ancestors(unit.path)[:-1]).order_by("path", "id")
    return [
        Link(
            each.name,
            reverse("line_of_unit", args=[each.pk]) + f"?{span.query}"
            if actor.can(Access.LINE_VIEW, each.path)
            else "",
        )
        for each in above
    ]


def _opened(request: HttpRequest) -> list[int]:
    """Return the units whose own units are shown too, by `?open=5&open=7`."""
    asked = request.GET.getlist("open")[:MOST_OPEN]
    return sorted(
        {int(each) for each in asked if each.isascii() and each.isdigit() and len(each) < 18}
    )


def _turn(pk: int, opened: list[int], span: Span) -> str:
    """Return the board with one more unit open, or one less."""
    kept = [each for each in opened if each != pk]
    if pk not in opened:
        kept.append(pk)
    return f"?{span.query}" + "".join(f"&open={each}" for each in kept)


def level_of(request: HttpRequest) -> int | None:
    """Return `?level=4`, None without; raises Http404 for what is no level."""
    given = request.GET.get("level", "")
    if not given:
        return None
    if not given.isdecimal() or int(given) not in Level.values:
        raise Http404
    return int(given)


def _span_words(today: date, span: Span) -> str:
    chosen = [label for label, _url, current in _spans(today, span) if current]
    return chosen[0] if chosen else period_words(span.first, span.last)


def _spans(today: date, span: Span) -> list[tuple[str, str, bool]]:
    labels = {"days": _("Last 30 days"), "month": _("This month"), "quarter": _("This quarter")}
    return [
        (labels[key], f"?{offered.query}", offered == span)
        for key, offered in choices(today).items()
    ]


def _thinnest(found: Board, pk: int, span: Span) -> dict[str, object] | None:
    """Return the level that misses most, where it stands out from the rest."""
    decided = [row for row in found.levels if row.figures.decided >= LEAST_TO_JUDGE]
    if len(decided) < 2:
        return None
    worst = min(decided, key=_share)
    others = [row for row in decided if row is not worst]
    best = max(others, key=_share)
    if _share(best) - _share(worst) < STANDS_OUT or not worst.figures.missed:
        return None
    return {
        "label": Level(worst.level).label,
        "missed": worst.figures.missed,
        "points": round((_share(best) - _share(worst)) * 100),
        "best": Level(best.level).label,
        "url": behind_url(pk, span, level=worst.level, state="missed"),
    }


LEAST_TO_JUDGE = 20
"""Obligations a level must have decided before the board speaks of it: fewer say nothing."""
STANDS_OUT = 0.03
"""Distance in shares of one from which a level is pointed out."""


def _share(row: LevelRow) -> float:
    return row.figures.on_time_share or 0.0
