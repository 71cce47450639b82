"""Pages of the verbs: one for units, one for posts, one for an appointment's end."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.history.foresight import Foresight, foresee
from dutyline.kernel.organisation.calendar import today as today_of
from dutyline.kernel.organisation.days_at_work import calendar_of
from dutyline.kernel.organisation.models import Appointment, Person, Post, Shift, Unit
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.organisation.forms import Dated
from dutyline.shell.setup.organisation.staffing import staffed, vacant_posts
from dutyline.shell.setup.organisation.verbs import (
    END_APPOINTMENT,
    END_SHIFT,
    POST_VERBS,
    UNIT_VERBS,
    Change,
    Verb,
)
from dutyline.shell.setup.seen import mark_of
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Link

STANDARD_POSTS = "standard_post"
BESIDE = frozenset({"new-unit", "new-post", "new-shift"})
"""Verbs that stand beside what they add to."""
NOT_OF_A_ROOT = frozenset({"place", "merger", "end"})
"""An enterprise lies under nothing, and only a command ends it."""
SHOWN = 300


@login_required
@require_safe
def organisation(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show a unit to be changed, beginning at the top of where the person may."""
    units = _units(request).filter(as_of(timezone.localdate()))
    if pk is None:
        unit = units.order_by("depth", "name", "id").first()
        if unit is None:
            raise Http404
    else:
        unit = get_object_or_404(units, pk=pk)
    today = today_of(unit)
    running = Appointment.objects.filter(as_of(today), post__unit=unit).select_related("person")
    holders: dict[int, list[Appointment]] = {}
    for each in running.order_by("acting", "person__name", "id")[:SHOWN]:
        holders.setdefault(each.post_id, []).append(each)
    found = Post.objects.filter(as_of(today), unit=unit).order_by("level", "title", "id")
    posts = list(found[:SHOWN])
    own_shifts = unit.shifts.filter(Q(valid_to=None) | Q(valid_to__gt=today))
    children = list(units.filter(parent=unit).order_by("name", "id")[:SHOWN])
    context = {
        "unit": unit,
        "bare": unit.parent_id is None and not children and not posts,
        "crumbs": _crumbs(request, unit)[:-1],
        "verbs": [
            (key, verb)
            for key, verb in UNIT_VERBS.items()
            if key not in BESIDE and (unit.parent_id is not None or key not in NOT_OF_A_ROOT)
        ],
        "post_verbs": list(POST_VERBS.items()),
        "posts": staffed(posts, holders),
        "vacant": vacant_posts(unit, today),
        "children": children,
        "shifts": own_shifts.order_by("starts_at", "id"),
        "calendar": calendar_of(unit, today),
        "today": today,
        "may_give_duties": actor_of(request).can(Access.DUTIES_MANAGE, unit.path),
    }
    return render(request, "shell/setup/organisation/unit.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unit_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Change a unit."""
    unit = get_object_or_404(_units(request), pk=pk)
    found = UNIT_VERBS.get(verb) or _nothing()
    more: dict[str, Any] = {}
    if verb == "name":
        more["initial"] = {"name": unit.name, "kind": unit.kind}
    if verb in {"place", "merger"}:
        more["units"] = _units(request).filter(as_of(today_of(unit))).exclude(pk=pk)
    if verb == "new-post":
        more |= _post_choices(request, unit)
    if verb == "new-person":
        here = _posts(request).filter(as_of(today_of(unit)), unit=unit)
        more["posts"] = here.order_by("level", "title", "id")
    return _page(request, found, unit, more, unit)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Change a post, or appoint somebody to it."""
    post = get_object_or_404(_posts(request).select_related("unit"), pk=pk)
    found = POST_VERBS.get(verb) or _nothing()
    more: dict[str, Any] = {}
    today = today_of(post.unit)
    if verb == "facts":
        names = ("title", "level", "heads_unit", "headcount", "standard", "superior")
        more = _post_choices(request, post.unit, post)
        more["initial"] = {name: getattr(post, name) for name in names}
    elif verb == "place":
        more["units"] = _units(request).filter(as_of(today))
    elif verb in {"holder", "acting"}:
        more["people"] = Person.objects.employed(today).order_by("name", "id")
        if verb == "acting":
            held = Appointment.objects.filter(as_of(today), post=post, acting=False)
            more["holders"] = held.select_related("person").order_by("valid_from", "id")
    return _page(request, found, post, more, post.unit)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment."""
    rows = visible_to(
        Appointment.objects.select_related("post__unit", "person"),
        actor_of(request),
        Access.ORGANISATION_MANAGE,
        path_field="post__unit__path",
    )
    found = get_object_or_404(rows, pk=pk)
    return _page(request, END_APPOINTMENT, found, {}, found.post.unit)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shift_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a shift, with the calendar as it would be."""
    rows = visible_to(
        Shift.objects.filter(valid_to=None).select_related("unit"),
        actor_of(request),
        Access.ORGANISATION_MANAGE,
        path_field="unit__path",
    )
    found = get_object_or_404(rows, pk=pk)
    return _page(request, END_SHIFT, found, {}, found.unit)


def _page(
    request: HttpRequest, verb: Verb, thing: Any, more: dict[str, Any], unit: Unit
) -> HttpResponse:
    sent = request.method == "POST"
    form = verb.form(request.POST if sent else None, today=today_of(unit), **more)
    foresight: Foresight | None = None
    if sent and form.is_valid():
        it = Change(actor_of(request), thing, timezone.now(), form.cleaned_data)
        mark = mark_of(request)
        if verb.weighty and form.cleaned_data["seen"] != mark:
            foresight = _foresee(verb, it, form, unit)
            form.data = request.POST.dict() | {"seen": mark if foresight else ""}
        else:

            def act() -> str:
                verb.act(it)
                return reverse("setup_unit", args=[unit.pk])

            done = carry_out(request, form, act)
            if done:
                messages.done(request, f"{verb.label}: {thing}")
                return done
    context = {
        "verb": verb,
        "thing": thing,
        "form": form,
        "foresight": foresight,
        "crumbs": _crumbs(request, unit),
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/organisation/verb.html", context, status=status)


def _foresee(verb: Verb, it: Change, form: Dated, unit: Unit) -> Foresight | None:
    try:
        shown = unit if verb.shifts else None
        return foresee(lambda: verb.act(it), it.on, it.thing, calendar_of_unit=shown)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _units(request: HttpRequest) -> Any:
    actor = actor_of(request)
    return visible_to(
        Unit.objects.all(), actor, Access.ORGANISATION_MANAGE, path_field="path"
    ).order_by("path", "id")


def _posts(request: HttpRequest) -> Any:
    actor = actor_of(request)
    return visible_to(
        Post.objects.all(), actor, Access.ORGANISATION_MANAGE, path_field="unit__path"
    )


def _post_choices(request: HttpRequest, unit: Unit, post: Post | None = None) -> dict[str, Any]:
    today = today_of(unit)
    posts = _posts(request).filter(as_of(today)).order_by("level", "title", "id")
    return {
        "standards": [(each.key, each.label) for each in catalogue(STANDARD_POSTS, today)],
        "posts": posts.exclude(pk=post.pk) if post else posts,
    }


def _crumbs(request: HttpRequest, unit: Unit) -> list[Link]:
    line = [int(part) for part in unit.path.strip("/").split("/")]
    above = _units(request).filter(pk__in=line)
    return [Link(each.name, reverse("setup_unit", args=[each.pk])) for each in above]


def _nothing() -> Verb:
    raise Http404
