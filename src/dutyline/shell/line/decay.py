"""Responsibility decay: how far down the line duty is done, and where it drops."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.reading import Decay, decay
from dutyline.kernel.organisation.models import Level, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.shell.line.decay_figures import chart_of, lowest_of, months_line
from dutyline.shell.line.month_span import LENGTHS, Months, months_of, query_of
from dutyline.shell.line.numbers import behind_url
from dutyline.shell.line.views import LATE, level_of, units_of_line
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.ui.parts import Link


@login_required
@require_safe
def decay_of_line(request: HttpRequest) -> HttpResponse:
    """Lead to the highest unit the person answers for."""
    top = units_of_line(actor_of(request)).order_by("depth", "name", "id").first()
    if top is None:
        return render(request, "shell/line/nothing.html")
    return redirect("line_decay", pk=top.pk)


@login_required
@require_safe
def decay_of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show each level and each leader under a unit's head, month by month."""
    actor, today = actor_of(request), timezone.localdate()
    unit = get_object_or_404(units_of_line(actor), pk=pk)
    months, level = months_of(request.GET, today), level_of(request)
    span = months.span
    found = decay(by=actor, unit=unit, first=span.first, last=span.last, level=level)
    shown = [each.level for each in found.levels]
    context = {
        "unit": unit,
        "crumbs": [*_crumbs(actor, unit, months, level), Link(unit.name)],
        "found": found,
        "late": found.counted_at is not None and timezone.now() - found.counted_at > LATE,
        "span": span,
        "months": months,
        "lengths": _lengths(months, level),
        "chosen": _words(len(months.firsts)),
        "around": _around(months, level, today),
        "level": Level(level).label if level is not None else "",
        "all_levels": f"?{months.query}",
        "chart": chart_of(found, months, unit.name),
        "thins": _thins(found, pk, months),
        "lowest": lowest_of(found, months, level) if level is not None else None,
        "levels": [
            {
                "label": Level(each.level).label,
                "figures": each.figures,
                "line": months_line(each.months, months, today),
                "url": f"?{months.query}&level={each.level}",
                "behind": behind_url(pk, span, level=each.level),
                "thins": found.thins is not None and found.thins.level == each.level,
            }
            for each in found.levels
        ],
        "columns": [Level(each).label for each in shown],
        "led": [
            {
                "row": each,
                "line": months_line(each.months, months, today),
                "url": _url(each.unit_id, months, level),
                "behind": behind_url(each.unit_id, span, **_kept(level)),
                "thins": Level(each.thins.level).label if each.thins else "",
                "cells": [
                    {
                        "label": Level(on).label,
                        "figures": each.levels.get(on),
                        "url": _url(each.unit_id, months, on),
                        "behind": behind_url(each.unit_id, span, level=on, state="owed"),
                        "thins": each.thins is not None and each.thins.level == on,
                    }
                    for on in shown
                ],
            }
            for each in found.led
            if level is None or each.figures.owed or each.figures.excused
        ],
        "own_url": behind_url(pk, span, own=1, **_kept(level)),
        "board_url": reverse("line_of_unit", args=[pk]) + f"?{span.query}",
    }
    return render(request, "shell/line/decay.html", context)


def _kept(level: int | None) -> dict[str, int]:
    return {} if level is None else {"level": level}


def _url(pk: int, months: Months, level: int | None) -> str:
    rest = "" if level is None else f"&level={level}"
    return reverse("line_decay", args=[pk]) + f"?{months.query}{rest}"


def _crumbs(actor: Actor, unit: Unit, months: Months, level: int | None) -> list[Link]:
    above = Unit.objects.filter(pk__in=ancestors(unit.path)[:-1]).order_by("path", "id")
    return [
        Link(
            each.name,
            _url(each.pk, months, level) if actor.can(Access.LINE_VIEW, each.path) else "",
        )
        for each in above
    ]


def _words(length: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", length) % {"n": length}


def _lengths(months: Months, level: int | None) -> list[tuple[str, str, bool]]:
    rest = "" if level is None else f"&level={level}"
    until = months.firsts[-1]
    return [
        (_words(each), f"?{query_of(each, until)}{rest}", each == len(months.firsts))
        for each in LENGTHS
    ]


def _around(months: Months, level: int | None, today: date) -> list[Link]:
    """Return the months before and, unless this one is shown, those after."""
    rest = "" if level is None else f"&level={level}"
    length, until = len(months.firsts), months.firsts[-1]

    def moved(by: int) -> date:
        count = until.year * 12 + until.month - 1 + by
        return date(count // 12, count % 12 + 1, 1)

    links = [Link(_("Earlier"), f"?{query_of(length, moved(-length))}{rest}")]
    if until < today.replace(day=1):
        after = min(moved(length), today.replace(day=1))
        links.append(Link(_("Later"), f"?{query_of(length, after)}{rest}"))
    return links


def _thins(found: Decay, pk: int, months: Months) -> dict[str, object] | None:
    """Return the step down the line at which it thins, with where that leads."""
    if found.thins is None:
        return None
    level = found.thins.level
    figures = next(each.figures for each in found.levels if each.level == level)
    return {
        "label": Level(level).label,
        "above": Level(found.thins.above).label,
        "points": round(found.thins.fall * 100),
        "url": f"?{months.query}&level={level}",
        "missed": figures.missed,
        "behind": behind_url(pk, months.span, level=level, state="missed"),
    }
