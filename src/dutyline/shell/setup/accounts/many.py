"""Accounts and invitations for everybody who lacks one."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dutyline.kernel.access.managed import managed_people
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import invite
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.organisation.queries import PersonQuerySet
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.accounts.operations import open_accounts
from dutyline.toolkit.pdf.papers import Label, render_labels
from dutyline.toolkit.pdf.sent import sent_pdf
from dutyline.toolkit.qr import qr_svg
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.when import full_date

AT_ONCE = 50
UNSET = "!"
"""What the password of an account begins with as long as nobody chose one."""


def without_account(request: HttpRequest) -> PersonQuerySet:
    """Return the people at work the person manages who have no account."""
    today = timezone.localdate()
    found = managed_people(actor_of(request), today).employed(today)
    return found.filter(account__isnull=True, appointments__isnull=False).distinct()


def without_password(request: HttpRequest) -> PersonQuerySet:
    """Return the others whose account is open and who never chose a password."""
    actor, today = actor_of(request), timezone.localdate()
    found = managed_people(actor, today).employed(today)
    unset = found.filter(account__is_active=True, account__password__startswith=UNSET)
    return unset.exclude(pk=actor.person.pk) if actor.person else unset


@login_required
@require_POST
def opening(request: HttpRequest) -> HttpResponse:
    """Open accounts for the next who have none."""
    actor = actor_of(request)
    actor.require(Access.ACCOUNTS_MANAGE)
    people = list(without_account(request).order_by("name", "id")[:AT_ONCE])
    try:
        opened = open_accounts(by=actor, people=people, at=timezone.now())
        words = ngettext("%(n)s account opened.", "%(n)s accounts opened.", opened)
        messages.done(request, words % {"n": opened})
    except Refusal as refusal:
        messages.done(request, str(refusal))
    return redirect("setup_accounts")


@login_required
@require_POST
def invitations(request: HttpRequest) -> HttpResponse:
    """Make one sheet with an invitation for each who has no password yet."""
    actor, now = actor_of(request), timezone.now()
    actor.require(Access.ACCOUNTS_MANAGE)
    lasts = timedelta(days=criterion("access.invitation_days", timezone.localdate()))
    people = without_password(request).select_related("account").order_by("name", "id")[:AT_ONCE]
    sheet: list[tuple[Person, str, str]] = []
    for person in people:
        account = Account.objects.get(person=person)
        _row, secret = invite(by=actor, account=account, valid_for=lasts, at=now)
        link = request.build_absolute_uri(reverse("invitation", args=[secret]))
        title = _("Invitation for %(name)s") % {"name": person.name}
        sheet.append((person, link, qr_svg(link, title=title)))
    if request.POST.get("paper"):
        return _cards(sheet, now, now + lasts)
    context = {"sheet": sheet, "until": now + lasts}
    return render(request, "shell/setup/invitations.html", context)


def _cards(sheet: list[tuple[Person, str, str]], now: datetime, until: datetime) -> HttpResponse:
    """Return the invitations as a paper to cut up, one card a person."""
    day = full_date(timezone.localtime(until).date())
    labels = [
        Label(
            link=link,
            code=_("User name: %(name)s") % {"name": person.account.username},
            name=person.name,
            lines=[
                _("Scan it and choose a password, or use the lock of your phone."),
                _("Works once, until %(day)s.") % {"day": day},
            ],
        )
        for person, link, _picture in sheet
    ]
    pdf = render_labels(_("Invitations"), labels, sheet="2x4", cut_lines=True, created=now)
    return sent_pdf(pdf, f"{_('Invitations')}.pdf")
