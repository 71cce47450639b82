"""Units: the tree, and one unit as of any day."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.organisation.line import head_of, holders_of
from dutyline.kernel.organisation.models import Appointment, PostVersion, Unit, UnitVersion
from dutyline.kernel.organisation.periods import as_of
from dutyline.shell.duties.panels import links_of
from dutyline.shell.organisation.crumbs import crumbs_to
from dutyline.shell.organisation.days import day_of, kept_day
from dutyline.shell.organisation.scope import actor_of, places_for, top_unit, unit_or_404
from dutyline.shell.organisation.shifts import shift_rows
from dutyline.shell.organisation.unit_line import numbers_for, unit_line_for
from dutyline.shell.search.sources import units_like
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import FilterBar
from dutyline.toolkit.ui.parts import Column, Entry
from dutyline.toolkit.wording import in_a_row

SIZE = 50
BY_NAME = ("name", "id")
SHOWN = 200
"""Rows a section of a unit's page shows; beyond, the page leads to the list."""


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """Lead to the highest unit the person may open; with words, list the units that hold them."""
    actor, words = actor_of(request), request.GET.get("q", "").strip()[:100]
    if not words:
        return redirect("unit", pk=top_unit(actor).pk)
    rows = units_like(actor, words).select_related("parent")
    context = {
        "page": page_of(request, rows, BY_NAME, SIZE),
        "bar": FilterBar(search=words, placeholder=_("Search name or code")),
        "columns": [Column(_("Unit")), Column(_("Kind")), Column(pgettext("unit", "Part of"))],
    }
    return render(request, "shell/organisation/units.html", context)


@login_required
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit: its line, head, posts with holders, shifts, places and units under it."""
    actor, on = actor_of(request), day_of(request)
    found = unit_or_404(actor, pk)
    version = UnitVersion.objects.on(on).filter(unit=found).first()
    if version is None:
        if on == timezone.localdate() or found.runs_on(on):
            raise Http404
        return render(
            request, "shell/organisation/unit_absent.html", {"unit": found, "on": on}, status=404
        )
    is_today = on == timezone.localdate()
    context = {
        "unit": found,
        "version": version,
        "on": on,
        "is_today": is_today,
        "asked": kept_day(on),
        "own": unit_line_for(actor, found, on) if is_today else None,
        "numbers": numbers_for(actor, found) if is_today else [],
        "shifts": shift_rows(version, on),
        "crumbs": crumbs_to(actor, version.path, on, own=False, asked=kept_day(on)),
        "facts": _facts(found, version, on),
        "links": links_of(actor, "unit", found),
        "posts": _posts(found, on),
        "children": _children(found, on),
        "places": places_for(actor).on(on).filter(unit=found).order_by("name", "id")[:SHOWN],
    }
    return render(request, "shell/organisation/unit.html", context)


def _facts(found: Unit, version: UnitVersion, on: date) -> list[Entry]:
    head = head_of(found, on)
    names = in_a_row(each.person.name for each in holders_of(head, on)) if head else ""
    return [
        Entry(_("Kind"), version.get_kind_display()),
        Entry(
            _("Head"),
            names or _("vacant"),
            note=head.title if head else _("no post heads this unit"),
            url=reverse("post", args=[head.pk]) + kept_day(on) if head else "",
        ),
        Entry(pgettext("register", "Code"), found.code),
    ]


def _posts(found: Unit, on: date) -> list[tuple[PostVersion, list[Appointment]]]:
    versions = list(
        PostVersion.objects.on(on).filter(unit=found).order_by("level", "title", "post_id")[:SHOWN]
    )
    held: dict[int, list[Appointment]] = {version.post_id: [] for version in versions}
    running = Appointment.objects.filter(as_of(on), post_id__in=held).select_related("person")
    for each in running.order_by("acting", "person__name", "id"):
        held[each.post_id].append(each)
    return [(version, held[version.post_id]) for version in versions]


def _children(found: Unit, on: date) -> list[UnitVersion]:
    return list(UnitVersion.objects.on(on).filter(parent=found).order_by("name", "unit_id")[:SHOWN])
