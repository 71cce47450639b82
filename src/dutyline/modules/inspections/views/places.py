"""Places under units: list, new, changed, moved, closed."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.operations import (
    change_place,
    close_place,
    create_place,
    move_place,
)
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.receipts.asking import Question, Text, ask
from dutyline.modules.inspections.forms.place import (
    ClosePlaceForm,
    MovePlaceForm,
    NewPlaceForm,
    PlaceForm,
)
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.plan_tabs import plan_tabs
from dutyline.modules.inspections.views.round_scope import (
    in_unit,
    places_for,
    require,
    unit_asked,
    units_with,
)
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column, Link

SIZE = 50
MOST_UNITS = 60
BY_NAME = ("name", "id")


@login_required
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """List the places in use, to look them up and to print their labels."""
    actor = actor_of(request)
    require(actor, Access.ORGANISATION_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255], Access.ORGANISATION_VIEW)
    words = request.GET.get("q", "").strip()[:100]
    rows = places_for(actor).filter(**in_unit(unit))
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(code__icontains=words)
    page = page_of(request, rows.select_related("unit", "within"), BY_NAME, SIZE)
    units = units_with(actor, Access.ORGANISATION_VIEW).order_by("depth", "name", "id")
    path = unit.path if unit else ""
    choices = [Choice("", pgettext("filter", "Any"), not path)]
    choices += [Choice(each.path, each.name, each.path == path) for each in units[:MOST_UNITS]]
    context = {
        "page": page,
        "rows": page.rows,
        "columns": (
            Column(pgettext("column", "Choose"), unseen=True),
            Column(pgettext("column", "Place"), css="cell-title"),
            Column(pgettext("column", "Kind")),
            Column(pgettext("column", "Code"), css="cell-end"),
            Column(pgettext("column", "Do it"), unseen=True),
        ),
        "tabs": plan_tabs(actor, "places"),
        "bar": FilterBar(
            [Dimension("unit", pgettext("filter", "Unit"), choices, many=False)],
            search=words,
            placeholder=_("Search name or code"),
        ),
        "unit": unit,
        "may_manage": actor.can(Organisation.PLACES_MANAGE),
        "managed": {
            each.pk for each in page.rows if actor.can(Organisation.PLACES_MANAGE, each.unit_path)
        },
    }
    return render(request, "inspections/places.html", context)


@login_required
def place_new(request: HttpRequest) -> HttpResponse:
    """Create a place."""
    actor = actor_of(request)
    require(actor, Organisation.PLACES_MANAGE)
    units = units_with(actor, Organisation.PLACES_MANAGE).order_by("name", "id")
    asked = request.GET.get("unit", "")
    first = units.filter(path=asked).first() if asked else None
    form = NewPlaceForm(
        request.POST or None,
        units=units,
        around=places_for(actor).order_by("name", "id"),
        initial={"unit": first.pk} if first else {},
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        create_place(
            by=actor,
            name=said["name"],
            kind=said["kind"],
            unit=said["unit"],
            code=said["code"],
            within=said["within"],
            on=timezone.localdate(),
            at=at,
        )
        return reverse("inspections:places")

    question = _question(
        _("New place"), pgettext_lazy("place", "Create"), pgettext_lazy("place", "Created.")
    )
    return ask(request, form, question, act)


@login_required
def place_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a place is called, and what it is part of."""
    actor = actor_of(request)
    place = managed_place(actor, pk)
    form = PlaceForm(
        request.POST or None,
        around=places_for(actor).exclude(pk=place.pk).order_by("name", "id"),
        initial={"name": place.name, "kind": place.kind, "within": place.within_id},
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        change_place(
            by=actor,
            place=place,
            name=said["name"],
            kind=said["kind"],
            within=said["within"],
            at=at,
        )
        return reverse("place", args=[place.pk])

    question = _question(place.name, _("Save"), pgettext_lazy("place", "Saved."), place)
    return ask(request, form, question, act)


@login_required
def place_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another unit answer for a place."""
    actor = actor_of(request)
    place = managed_place(actor, pk)
    units = units_with(actor, Organisation.PLACES_MANAGE).exclude(pk=place.unit_id)
    form = MovePlaceForm(request.POST or None, units=units.order_by("name", "id"))

    def act(at: datetime) -> str:
        move_place(
            by=actor, place=place, unit=form.cleaned_data["unit"], on=timezone.localdate(), at=at
        )
        return reverse("place", args=[place.pk])

    question = _question(
        _("Who answers for this place?"),
        pgettext_lazy("place", "Move"),
        pgettext_lazy("place", "Moved. Its printed code stays good."),
        place,
    )
    return ask(request, form, question, act)


@login_required
def place_closure(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a place out of use."""
    actor = actor_of(request)
    place = managed_place(actor, pk)
    form = ClosePlaceForm(request.POST or None, initial={"day": timezone.localdate()})

    def act(at: datetime) -> str:
        said = form.cleaned_data
        close_place(by=actor, place=place, on=said["day"], reason=said["reason"], at=at)
        return reverse("inspections:places")

    question = _question(
        _("Take this place out of use?"),
        _("Take out of use"),
        pgettext_lazy("place", "Out of use."),
        place,
        kind="refuse",
    )
    return ask(request, form, question, act)


def managed_place(actor: Actor, pk: int) -> Place:
    """Return a place in use the actor manages; 404 for every other."""
    place: Place = get_object_or_404(places_for(actor), pk=pk)
    if not actor.can(Organisation.PLACES_MANAGE, place.unit_path):
        raise Http404
    return place


def _question(
    title: Text, button: Text, done: Text, place: Place | None = None, kind: str = "main"
) -> Question:
    back = reverse("place", args=[place.pk]) if place else reverse("inspections:places")
    crumbs = [Link(_("Places"), reverse("inspections:places"))]
    if place is not None:
        crumbs.append(Link(place.name, back))
    return Question(title, button, back, done=done, kind=kind, crumbs=crumbs)
