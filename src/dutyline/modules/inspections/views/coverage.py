"""The coverage matrix: which places rounds reach, week by week, blind spots first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.modules.inspections.operations import coverage as cover
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.coverage import Cell, Coverage, Row
from dutyline.modules.inspections.rules.periods import monday_of
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.plan_tabs import plan_tabs
from dutyline.modules.inspections.views.round_scope import require, unit_asked, units_with
from dutyline.toolkit.paging import BadCursor
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.line import Line, Slot, Tick
from dutyline.toolkit.ui.parts import Column, Tab
from dutyline.toolkit.ui.when import short_date

SIZE = 40
MOST_UNITS = 60
WEEKS = (8, 13, 26)
STANDINGS = ("blind", "never", "overdue", "covered")


@dataclass(frozen=True)
class PlaceRow:
    """A place with its line of weeks and what may be done about it."""

    row: Row
    line: Line
    done: str
    word: str
    plan_url: str


@login_required
@require_safe
def coverage_page(request: HttpRequest) -> HttpResponse:
    """Show places by weeks; without a question blind spots first, then what is covered."""
    actor, now = actor_of(request), timezone.localtime()
    require(actor, Inspections.ROUND_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255])
    weeks = _weeks(request)
    asked = request.GET.get("standing", "")
    standing = asked if asked in STANDINGS else ""
    cursor = request.GET.get("at")

    def part(name: str) -> Coverage:
        path = unit.path if unit else "/"
        try:
            return cover(
                by=actor, now=now, path=path, weeks=weeks, standing=name, cursor=cursor, size=SIZE
            )
        except BadCursor as error:
            raise Http404 from error

    names = [standing] if standing else ["blind", "covered"]
    parts = [(name, part(name)) for name in names]
    counts = parts[0][1].counts
    may_plan = actor.can(Inspections.PLAN_MANAGE)
    context = {
        "parts": [
            (
                _heading(name),
                list(_rows(found, actor, may_plan)),
                *_neighbours(request, name, found),
            )
            for name, found in parts
        ],
        "scale": _scale(parts[0][1].weeks, now),
        "columns": (
            Column(pgettext("column", "Place"), css="cell-title"),
            Column(_("Week by week, oldest left")),
            Column(pgettext("column", "Rounds"), number=True),
            Column(pgettext("column", "Last round"), css="cell-end"),
            Column(pgettext("column", "Do it"), unseen=True),
        ),
        "tabs": plan_tabs(actor, "coverage"),
        "standings": _standing_tabs(request, standing, counts),
        "bar": _bar(actor, request, unit.path if unit else "", weeks),
        "counts": counts,
        "days": int(criterion("inspections.coverage_days", now.date())),
        "now": now,
    }
    return render(request, "inspections/coverage.html", context)


def line_of_place(row: Row) -> Line:
    """Return the line of a place: one column a week, hatched where nobody ever came."""
    columns = [_column(cell) for cell in row.cells]
    total = row.total
    owed = total.done + total.missed
    if row.standing == "never":
        label = _("Never covered")
    else:
        label = ngettext(
            "{done} of {owed} round done in {weeks} weeks",
            "{done} of {owed} rounds done in {weeks} weeks",
            owed,
        ).format(done=total.done, owed=owed, weeks=len(row.cells))
    if row.standing == "never" and not owed:
        return Line([Slot({}) for _cell in row.cells], label=label, never=True)
    return Line(columns, label=label)


def _column(cell: Cell) -> Tick | Slot:
    if cell.done and cell.missed:
        return Slot({"on_time": cell.done, "missed": cell.missed})
    if cell.missed:
        return Tick("missed")
    if cell.done:
        return Tick("on_time")
    return Tick("due") if cell.waiting else Slot({})


def _rows(found: Coverage, actor: Actor, may_plan: bool) -> Sequence[PlaceRow]:
    rows = []
    for row in found.rows:
        total = row.total
        owed = total.done + total.missed
        plan = reverse("inspections:plan_new") + f"?place={row.place.pk}"
        own = may_plan and actor.can(Inspections.PLAN_MANAGE, row.place.unit_path)
        rows.append(
            PlaceRow(
                row=row,
                line=line_of_place(row),
                done=f"{total.done}/{owed}" if owed else "0",
                word=_missed(total.missed),
                plan_url=plan if own and row.standing != "covered" else "",
            )
        )
    return rows


def _missed(count: int) -> str:
    words = ngettext("{count} missed", "{count} missed", count)
    return words.format(count=count) if count else ""


def _heading(name: str) -> str:
    return {
        "blind": _("Blind spots"),
        "never": _("Never covered"),
        "overdue": _("Not covered for too long"),
        "covered": _("Covered"),
    }[name]


def _weeks(request: HttpRequest) -> int:
    asked = request.GET.get("weeks", "")
    return int(asked) if asked in {str(each) for each in WEEKS} else WEEKS[-1]


def _scale(weeks: Sequence[int], now: datetime) -> list[str]:
    places = (0, len(weeks) // 2, len(weeks) - 1)
    return [short_date(monday_of(weeks[place]), now) for place in places]


def _neighbours(request: HttpRequest, name: str, found: Coverage) -> tuple[str, str]:
    def address(cursor: str | None) -> str:
        if cursor is None:
            return ""
        query = request.GET.copy()
        query["standing"], query["at"] = name, cursor
        return f"?{query.urlencode()}"

    return address(found.page.previous), address(found.page.next)


def _standing_tabs(request: HttpRequest, standing: str, counts: dict[str, int]) -> list[Tab]:
    blind = counts["never"] + counts["overdue"]
    words = (
        ("", pgettext("places", "All"), blind + counts["covered"]),
        ("blind", _("Blind spots"), blind),
        ("never", _("Never covered"), counts["never"]),
        ("overdue", _("Not covered for too long"), counts["overdue"]),
        ("covered", _("Covered"), counts["covered"]),
    )
    tabs = []
    for key, label, count in words:
        query = request.GET.copy()
        query.pop("at", None)
        query["standing"] = key
        if not key:
            query.pop("standing")
        tabs.append(Tab(label, f"?{query.urlencode()}", count, current=key == standing))
    return tabs


def _bar(actor: Actor, request: HttpRequest, path: str, weeks: int) -> FilterBar:
    units = units_with(actor, Inspections.ROUND_VIEW).order_by("depth", "name", "id")[:MOST_UNITS]
    choices = [Choice("", pgettext("filter", "Any"), not path)]
    choices += [Choice(each.path, each.name, each.path == path) for each in units]
    spans = [
        Choice(str(each), _("{count} weeks").format(count=each), each == weeks) for each in WEEKS
    ]
    keep = [(key, value) for key, value in request.GET.items() if key == "standing"]
    return FilterBar(
        [
            Dimension("unit", pgettext("filter", "Unit"), choices, many=False),
            Dimension("weeks", _("How far back"), spans, many=False),
        ],
        keep=keep,
    )
