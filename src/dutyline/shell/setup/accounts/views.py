"""The list of people with their accounts, and what one may do with one."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from dutyline.kernel.access.managed import managed_people
from dutyline.kernel.access.models import Account, Grant
from dutyline.kernel.access.operations import (
    close_account,
    grant_role,
    invite,
    open_account,
    reopen_account,
    withdraw_role,
)
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.role_words import role_words, roles_to_give
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of, units_for
from dutyline.shell.setup.accounts.forms import GiveRole, OpenAccount, Reason
from dutyline.shell.setup.accounts.many import AT_ONCE, without_account, without_password
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.qr import qr_svg
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column

SIZE = 50
ON_A_SCREEN = 50.0
"""Millimetres of a code that a phone reads from another screen."""
STATES = {
    "none": Q(account__isnull=True),
    "open": Q(account__is_active=True),
    "closed": Q(account__is_active=False),
}


@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """List the people whose accounts the person manages."""
    actor, today = actor_of(request), timezone.localdate()
    if not actor.can(Access.ACCOUNTS_MANAGE):
        raise Http404
    words, state = request.GET.get("q", "").strip()[:100], request.GET.get("account", "")
    found = managed_people(actor, today).employed(today).select_related("account")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(number__iexact=word) | Q(account__username__iexact=word)
        )
    if state in STATES:
        found = found.filter(STATES[state])
    running = Appointment.objects.filter(as_of(today)).select_related("post__unit")
    found = found.prefetch_related(
        Prefetch("appointments", running.order_by("acting", "post__level", "id"), to_attr="now")
    )
    labels = {"none": _("No account"), "open": _("Open"), "closed": _("Closed")}
    choices = [Choice(key, label, chosen=key == state) for key, label in labels.items()]
    context = {
        "page": page_of(request, found, ("name", "id"), SIZE),
        "bar": FilterBar(
            [Dimension("account", _("Account"), choices, many=False)],
            search=words,
            placeholder=_("Search name or number"),
        ),
        "filtered": bool(words or state),
        "without_account": len(without_account(request).values("pk")[: AT_ONCE + 1]),
        "without_password": len(without_password(request).values("pk")[: AT_ONCE + 1]),
        "at_once": AT_ONCE,
        "may_import": actor.can(Access.ORGANISATION_MANAGE),
        "columns": [Column(pgettext("person", "Name")), Column(_("Post")), Column(_("Account"))],
    }
    return render(request, "shell/setup/accounts.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's account and roles; open an account where there is none."""
    actor, person = actor_of(request), _person(request, pk)
    initial = {"username": person.number or "", "email": person.email}
    form = OpenAccount(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():

        def act() -> str:
            open_account(by=actor, person=person, at=timezone.now(), **form.cleaned_data)
            return reverse("setup_account", args=[pk])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("The account is open. Invite the person next."))
            return done
    return _show(request, person, form=form, status=422 if form.errors else 200)


@login_required
@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an invitation and show it once, as a link and as a code to scan."""
    actor, person, now = actor_of(request), _person(request, pk), timezone.now()
    found = get_object_or_404(Account, person=person)
    days = criterion("access.invitation_days", timezone.localdate())
    try:
        row, secret = invite(by=actor, account=found, valid_for=timedelta(days=days), at=now)
    except Refusal as refusal:
        return _show(request, person, trouble=str(refusal), status=422)
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    title = _("Invitation for %(name)s") % {"name": person.name}
    picture = qr_svg(link, title=title, size_mm=ON_A_SCREEN)
    context = {"person": person, "link": link, "picture": picture, "until": row.expires_at}
    return render(request, "shell/setup/invitation.html", context)


@login_required
@require_POST
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a person's account, or open it again."""
    actor, person = actor_of(request), _person(request, pk)
    found = get_object_or_404(Account, person=person)
    form = Reason(request.POST)
    if form.is_valid():

        def act() -> str:
            verb = close_account if found.is_active else reopen_account
            verb(by=actor, account=found, at=timezone.now(), reason=form.cleaned_data["reason"])
            return reverse("setup_account", args=[pk])

        done = carry_out(request, form, act)
        if done:
            return done
    return _show(request, person, trouble=_first_trouble(form), status=422)


@login_required
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role."""
    actor, person = actor_of(request), _person(request, pk)
    form = _role_form(request, data=True)
    if form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            grant_role(
                by=actor,
                role=given["role"],
                unit=given["unit"],
                person=person,
                on=timezone.localdate(),
                at=timezone.now(),
            )
            return reverse("setup_account", args=[pk])

        done = carry_out(request, form, act)
        if done:
            return done
    return _show(request, person, role_form=form, status=422)


@login_required
@require_POST
def role_end(request: HttpRequest, pk: int, grant_id: int) -> HttpResponse:
    """Take a role away from a person, from today on."""
    actor, person = actor_of(request), _person(request, pk)
    grant = get_object_or_404(Grant.objects.on(timezone.localdate()), pk=grant_id, person=person)
    try:
        withdraw_role(by=actor, grant=grant, on=timezone.localdate(), at=timezone.now())
    except Refusal as refusal:
        return _show(request, person, trouble=str(refusal), status=422)
    return redirect("setup_account", pk=pk)


def _person(request: HttpRequest, pk: int) -> Person:
    people = managed_people(actor_of(request), timezone.localdate())
    return get_object_or_404(people.select_related("account"), pk=pk)


def _role_form(request: HttpRequest, *, data: bool = False) -> GiveRole:
    actor, today = actor_of(request), timezone.localdate()
    units = units_for(actor).on(today).within(actor.paths(Access.ROLES_MANAGE))
    return GiveRole(
        request.POST if data else None,
        roles=roles_to_give(),
        units=units.order_by("path", "id"),
        prefix="role",
    )


def _first_trouble(form: Reason) -> str:
    return " ".join(str(said) for all_ in form.errors.values() for said in all_)


def _show(
    request: HttpRequest,
    person: Person,
    *,
    form: OpenAccount | None = None,
    role_form: GiveRole | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    grants = Grant.objects.on(today).filter(
        Q(person=person)
        | Q(post__in=Appointment.objects.on(today).filter(person=person).values("post"))
    )
    context = {
        "person": person,
        "account": Account.objects.filter(person=person).first(),
        "posts": Appointment.objects.on(today)
        .filter(person=person)
        .select_related("post__unit")
        .order_by("acting", "post__level", "id"),
        "grants": [
            (grant, role_words(grant.role))
            for grant in grants.select_related("unit", "post").order_by("unit__path", "id")
        ],
        "form": form
        or OpenAccount(initial={"username": person.number or "", "email": person.email}),
        "role_form": role_form or _role_form(request),
        "may_organise": actor_of(request).can(Access.ORGANISATION_MANAGE),
        "may_give": actor_of(request).can(Access.ROLES_MANAGE),
        "trouble": trouble,
    }
    return render(request, "shell/setup/account.html", context, status=status)
