"""Roles given: to whom, or to which post, in which unit; given and taken away."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dutyline.kernel.access.models import Grant
from dutyline.kernel.access.operations import grant_role, withdraw_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.access.role_words import role_words, roles_to_give
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.organisation.choosing import chosen_from
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column, Link, Tab
from dutyline.toolkit.ui.widgets import DateInput

SIZE = 50


class GiveRole(OnceForm):
    """Which role, where, to whom, for how long."""

    role = forms.ChoiceField(label=pgettext_lazy("access", "Role"))
    on = forms.DateField(label=pgettext_lazy("day", "From"), widget=DateInput())
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("The first day without it; empty for good."),
    )

    def __init__(self, *args: Any, to: forms.Field, units: forms.Field, **kwargs: Any) -> None:
        """Offer the roles, the units and to whom."""
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_to_give()  # type: ignore[attr-defined]
        self.fields |= {"to": to, "unit": units}
        self.order_fields(["to", "role", "unit", "on", "until"])


def role_tabs(current: str) -> list[Tab]:
    """Return the tabs of the pages about roles."""
    return [
        Tab(_("Roles"), reverse("setup_roles"), current=current == "roles"),
        Tab(_("Roles given"), reverse("setup_grants"), current=current == "given"),
    ]


@login_required
@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """List the roles given where the person gives roles."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.ROLES_MANAGE)
    words, role = request.GET.get("q", "").strip()[:100], request.GET.get("role", "")[:60]
    rows = _grants(request).filter(Q(valid_to=None) | Q(valid_to__gt=today))
    for word in words.split():
        rows = rows.filter(
            Q(person__name__icontains=word)
            | Q(post__title__icontains=word)
            | Q(unit__name__icontains=word)
        )
    if role:
        rows = rows.filter(role=role)
    page = page_of(request, rows, ("unit__path", "role", "id"), SIZE)
    known = {key: role_words(key) for key in {row.role for row in page.rows}}
    context = {
        "page": page,
        "rows": [(row, known[row.role]) for row in page.rows],
        "tabs": role_tabs("given"),
        "bar": FilterBar(
            [
                Dimension(
                    "role",
                    pgettext("access", "Role"),
                    [Choice(key, label, key == role) for key, label in roles_to_give()],
                    many=False,
                )
            ],
            search=words,
            placeholder=_("Search person, post, unit"),
        ),
        "filtered": bool(words or role),
        "columns": [
            Column(pgettext("access", "Role")),
            Column(_("Given to")),
            Column(_("In the unit, and everything under it")),
            Column(_("Withdraw"), unseen=True),
        ],
        "today": today,
    }
    return render(request, "shell/setup/roles_given.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grant_new(request: HttpRequest) -> HttpResponse:
    """Give a role to whoever holds a post, or to one person."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.ROLES_MANAGE)
    to_person = request.GET.get("to") == "person"
    form = GiveRole(
        request.POST if request.method == "POST" else None,
        to=_people(request) if to_person else _posts(request),
        units=_units(request),
        initial={
            "on": today,
            "to": request.GET.get("who", "")[:20],
            "role": request.GET.get("role", "")[:60],
        },
    )
    if form.is_valid():

        def act() -> str:
            given = dict(form.cleaned_data)
            to = {"person" if to_person else "post": given["to"]}
            names = ("role", "unit", "on", "until")
            asked = {name: given[name] for name in names}
            grant_role(by=actor, at=timezone.now(), **asked, **to)
            return reverse("setup_grants")

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("Given. It counts from the next page on."))
            return done
    context = {
        "form": form,
        "crumbs": [Link(_("Roles given"), reverse("setup_grants"))],
        "tabs": [
            Tab(_("To whoever holds a post"), "?to=post", current=not to_person),
            Tab(_("To a person"), "?to=person", current=to_person),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/role_giving.html", context, status=status)


@login_required
@require_POST
def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away from today on; giving it back is one tap."""
    grant = get_object_or_404(_grants(request), pk=pk)
    try:
        withdraw_role(by=actor_of(request), grant=grant, on=timezone.localdate(), at=timezone.now())
    except Refusal as refusal:
        messages.done(request, str(refusal))
    else:
        undo = reverse("setup_grant_back", args=[pk])
        messages.done(request, _("Withdrawn. It counts from the next page on."), undo)
    return redirect("setup_grants")


@login_required
@require_POST
def grant_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role back that was just withdrawn."""
    old = get_object_or_404(_grants(request), pk=pk)
    try:
        grant_role(
            by=actor_of(request),
            role=old.role,
            unit=old.unit,
            person=old.person,
            post=old.post,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.done(request, _("Given back."))
    except Refusal as refusal:
        messages.done(request, str(refusal))
    return redirect("setup_grants")


def _grants(request: HttpRequest) -> Any:
    return visible_to(
        Grant.objects.select_related("unit", "person", "post__unit"),
        actor_of(request),
        Access.ROLES_MANAGE,
        path_field="unit__path",
    )


def _posts(request: HttpRequest) -> forms.Field:
    rows = visible_to(
        Post.objects.filter(as_of(timezone.localdate())).select_related("unit"),
        actor_of(request),
        Access.ROLES_MANAGE,
        path_field="unit__path",
    ).order_by("level", "title", "id")
    return chosen_from(rows, _("Post"), name="title", code="code", beside="unit")


def _people(request: HttpRequest) -> forms.Field:
    today, paths = timezone.localdate(), actor_of(request).paths(Access.ROLES_MANAGE)
    without = Q(appointments__isnull=True)
    rows = Person.objects.employed(today).filter(
        Q(pk__in=Person.objects.appointed_within(paths, today).values("pk")) | without
    )
    return chosen_from(
        rows.distinct().order_by("name", "id"),
        _("Person"),
        name="name",
        code="number",
        beside="number",
    )


def _units(request: HttpRequest) -> forms.Field:
    rows = visible_to(
        Unit.objects.filter(as_of(timezone.localdate())),
        actor_of(request),
        Access.ROLES_MANAGE,
        path_field="path",
    ).order_by("path", "id")
    label = _("In the unit, and everything under it")
    return chosen_from(rows, label, name="name", code="code")
