"""What an administrator may do about somebody's sign-in: never sign in as him."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from dutyline.kernel.access.managed import managed_people
from dutyline.kernel.access.models import Account, Attempt
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.sign_in.company.operations import link_other, unlink
from dutyline.shell.sign_in.devices import end_all
from dutyline.shell.sign_in.models import CompanyIdentity
from dutyline.shell.sign_in.second_factors.operations import factors_of, reset_factors
from dutyline.shell.sign_in.security.pages import attempt_rows, device_rows
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.messages import done

SIZE = 50
OUTCOMES = {"ok": Q(succeeded=True), "refused": Q(succeeded=False)}


class Why(forms.Form):
    """Why somebody's second factors are taken off."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("How you made sure that it is he who asks. He reads it."),
    )


class Whom(forms.Form):
    """Whom the company's sign-in calls this person."""

    subject = forms.CharField(
        label=gettext_lazy("Subject (sub) at the company sign-in"),
        max_length=255,
        help_text=gettext_lazy("Not the e-mail. The page says it to whoever signs in unlinked."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@login_required
@require_safe
def account_security(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what protects somebody's account, where it is in use, and who tried it."""
    return _show(request, _account(request, pk))


@login_required
@require_POST
def factors_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take every second factor off an account."""
    account, form = _account(request, pk), Why(request.POST)

    def act() -> str:
        reset_factors(
            by=actor_of(request),
            account=account,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
        return reverse("setup_account_security", args=[pk])

    if form.is_valid() and (sent := carry_out(request, form, act)):
        done(request, _("The second factors are taken off; the person is told."))
        return sent
    return _show(request, account, why=form, status=422)


@login_required
@require_POST
def devices_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody out everywhere."""
    n = end_all(by=actor_of(request), account=_account(request, pk), at=timezone.now())
    done(request, _("Signed out on %(n)s devices.") % {"n": n})
    return redirect("setup_account_security", pk=pk)


@login_required
@require_POST
def company_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Link an account with a subject of the company's sign-in, or unlink it."""
    account, form = _account(request, pk), Whom(request.POST)
    if not settings.COMPANY:
        raise Http404
    if CompanyIdentity.objects.filter(account=account).exists():
        try:
            unlink(by=actor_of(request), account=account, at=timezone.now())
        except Refusal as refusal:
            done(request, str(refusal))
        return redirect("setup_account_security", pk=pk)

    def act() -> str:
        subject = form.cleaned_data["subject"].strip()
        link_other(by=actor_of(request), account=account, subject=subject, at=timezone.now())
        return reverse("setup_account_security", args=[pk])

    if form.is_valid() and (sent := carry_out(request, form, act)):
        return sent
    return _show(request, account, whom=form, status=422)


@login_required
@require_safe
def all_attempts(request: HttpRequest) -> HttpResponse:
    """List the attempts of everybody whose account the person manages, newest first."""
    actor, today = actor_of(request), timezone.localdate()
    if not actor.can(Access.ACCOUNTS_MANAGE):
        raise Http404
    mine = Q(account__person__in=managed_people(actor, today))
    # Names nobody has belong to nobody's unit: whoever manages the whole enterprise sees them.
    tops = Unit.objects.filter(parent__isnull=True).values_list("path", flat=True)
    whole = all(actor.can(Access.ACCOUNTS_MANAGE, path) for path in tops)
    seen = mine | Q(account__isnull=True) if whole else mine
    rows = Attempt.objects.filter(seen).select_related("account__person", "host__person")
    outcome, words = request.GET.get("outcome", ""), request.GET.get("q", "").strip()[:100]
    rows = rows.filter(OUTCOMES.get(outcome, Q()))
    if words:
        named = Q(account__username__iexact=words) | Q(account__person__name__icontains=words)
        rows = rows.filter(named)
    labels = {"ok": _("Let in"), "refused": pgettext("attempt", "Refused")}
    choices = [Choice(key, label, chosen=key == outcome) for key, label in labels.items()]
    page = page_of(request, rows, ("-at", "-id"), SIZE)
    context = {
        "page": page,
        "attempts": attempt_rows(page.rows),
        "everybody": True,
        "bar": FilterBar(
            [Dimension("outcome", _("Outcome"), choices, many=False)],
            search=words,
            placeholder=_("Search name, user name"),
        ),
    }
    return render(request, "sign_in/attempts.html", context)


def _account(request: HttpRequest, pk: int) -> Account:
    people = managed_people(actor_of(request), timezone.localdate())
    return get_object_or_404(Account.objects.filter(person__in=people), person=pk)


def _show(
    request: HttpRequest,
    account: Account,
    *,
    why: Why | None = None,
    whom: Whom | None = None,
    status: int = 200,
) -> HttpResponse:
    attempts = account.attempts.order_by("-at", "-id")[:10]
    context = {
        "person": account.person,
        "account": account,
        "own": account.pk == request.user.pk,
        "factors": [(each, each.data.get("name", "")) for each in factors_of(account)],
        "devices": device_rows(account, None),
        "attempts": attempt_rows(list(attempts)),
        "why": why or Why(),
        "whom": whom or Whom(),
        "company": settings.COMPANY,
        "identity": CompanyIdentity.objects.filter(account=account).first(),
    }
    return render(request, "sign_in/account_security.html", context, status=status)
