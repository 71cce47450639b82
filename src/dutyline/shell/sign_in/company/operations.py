"""Which account a subject of the company's sign-in opens: linked by its person or administrator."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.models import Account, WayIn
from dutyline.kernel.access.operations import use_invitation
from dutyline.kernel.access.operations.guards import require_over, require_own
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.ways_in import note_way_in
from dutyline.kernel.history.operations import record
from dutyline.kernel.registry import Refusal
from dutyline.shell.sign_in.company.id_token import Subject
from dutyline.shell.sign_in.models import CompanyIdentity
from dutyline.shell.sign_in.renewed import tell_superiors


class IdentityTaken(Refusal):
    """A subject that opens another account already, or an account another subject opens."""

    message = _("This company account, or this account here, is linked already.")


class NothingToUnlink(Refusal):
    """There is no link, or nothing else opens the account."""

    message = _("Choose a password before you unlink: nothing else opens your account.")


def account_of(subject: Subject) -> Account | None:
    """Return the account a subject opens; None where nobody linked one."""
    found = CompanyIdentity.objects.filter(issuer=subject.issuer, subject=subject.subject)
    row = found.select_related("account__person").first()
    return row.account if row else None


@transaction.atomic
def link_own(*, by: Actor, account: Account, subject: Subject, at: datetime) -> CompanyIdentity:
    """Link a subject its person just proved to be with his own account."""
    require_own(by, account)
    appointment = by.appointment
    path = appointment.post.unit.path if appointment else "/"
    return _link(by, account, subject, path, at)


@transaction.atomic
def link_other(*, by: Actor, account: Account, subject: str, at: datetime) -> CompanyIdentity:
    """Link the subject an administrator names with an account he manages, not with his own."""
    path = require_over(by, account, at)
    if by.account_id == account.pk:
        raise NotPermitted(Access.ACCOUNTS_MANAGE)
    row = _link(by, account, Subject(settings.COMPANY["issuer"], subject, None), path, at)
    account.refresh_from_db()
    note_way_in(account, how=WayIn.How.COMPANY, by_name=by.name, at=at)
    tell_superiors(account, at)
    return row


@transaction.atomic
def link_invited(*, raw: str, subject: Subject, at: datetime) -> Account:
    """Use an invitation up by proving to be a subject, in place of choosing a password."""
    account = use_invitation(raw=raw, at=at)
    by = actor_for(account, at)
    appointment = by.appointment
    path = appointment.post.unit.path if appointment else "/"
    _link(by, account, subject, path, at)
    return account


@transaction.atomic
def unlink(*, by: Actor, account: Account, at: datetime) -> None:
    """Forget which subject opens an account: one's own that has a password, or one managed."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    appointment = by.appointment
    path = appointment.post.unit.path if appointment else "/"
    own = by.account_id == account.pk
    if not own:
        path = require_over(by, account, at)
    if own and not account.has_usable_password():
        raise NothingToUnlink
    if CompanyIdentity.objects.filter(account=account).delete()[0]:
        _tell(by, "sign_in.company_unlinked", account, path, at)


def _link(
    by: Actor, account: Account, subject: Subject, path: str, at: datetime
) -> CompanyIdentity:
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    taken = CompanyIdentity.objects.filter(issuer=subject.issuer, subject=subject.subject)
    if taken.exists() or CompanyIdentity.objects.filter(account=account).exists():
        raise IdentityTaken
    row = CompanyIdentity.objects.create(
        account=account, issuer=subject.issuer, subject=subject.subject, linked_at=at
    )
    _tell(by, "sign_in.company_linked", account, path, at)
    return row


def _tell(by: Actor, verb: str, account: Account, path: str, at: datetime) -> None:
    record(
        by=by,
        verb=verb,
        subject=("access.account", account.pk, account.username),
        unit_path=path,
        at=at,
        person=str(account.person or account.username),
    )
