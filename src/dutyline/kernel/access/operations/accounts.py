"""Accounts are opened and closed; passwords are chosen by their owners only."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account, ApiToken, Invitation
from dutyline.kernel.access.operations.guards import (
    require_administrator_left,
    require_over,
    require_over_person,
    require_own,
    require_strong,
)
from dutyline.kernel.access.refusals import (
    AccountClosed,
    AccountOpen,
    BadUserName,
    EmailTaken,
    HasAccount,
    PersonDeparted,
    UserNameTaken,
)
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.organisation.ports import record


@transaction.atomic
def open_account(
    *,
    by: Actor,
    person: Person,
    username: str,
    at: datetime,
    email: str = "",
    language: str = "",
) -> Account:
    """Open an account without a password; its person sets one by an invitation.

    Refuses a user name or e-mail already in use (whatever the case of its letters), a person who
    has an account or has left.
    """
    today = timezone.localdate(at)
    person = Person.objects.select_for_update().get(pk=person.pk)
    path = require_over_person(by, person, today)
    if person.left_on is not None and person.left_on <= today:
        raise PersonDeparted(person=person, day=person.left_on)
    if Account.objects.filter(person=person).exists():
        raise HasAccount(person=person)
    account = new_account(person, username, email or person.email, language, at)
    account.set_unusable_password()
    account.save()
    _tell(by, "access.account_opened", account, path, at)
    return account


@transaction.atomic
def close_account(*, by: Actor, account: Account, at: datetime, reason: str = "") -> Account:
    """Close an account at once: sessions, tokens and open invitations end with it.

    Refuses an account already closed, and the last administrator's.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    path = require_over(by, account, at)
    if not account.is_active:
        raise AccountClosed(name=account.username)
    account.is_active = False
    account.save(update_fields=["is_active"])
    if not by.is_system:
        require_administrator_left(timezone.localdate(at))
    ApiToken.objects.filter(account=account, revoked_at__isnull=True).update(revoked_at=at)
    Invitation.objects.filter(account=account, used_at__isnull=True, voided_at__isnull=True).update(
        voided_at=at
    )
    _tell(by, "access.account_closed", account, path, at, reason=reason)
    return account


@transaction.atomic
def reopen_account(*, by: Actor, account: Account, at: datetime, reason: str = "") -> Account:
    """Open a closed account again, without a password: its person sets a new one by invitation."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    path = require_over(by, account, at)
    if account.is_active:
        raise AccountOpen(name=account.username)
    account.is_active = True
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    _tell(by, "access.account_reopened", account, path, at, reason=reason)
    return account


@transaction.atomic
def set_password(*, by: Actor, account: Account, password: str, at: datetime) -> Account:
    """Set the password of one's own account; other sessions of it end.

    Nobody sets another's password: send an invitation. Refuses a weak one.
    """
    require_own(by, account)
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    require_strong(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    appointment = by.appointment
    _tell(
        by, "access.password_set", account, appointment.post.unit.path if appointment else "/", at
    )
    return account


def new_account(person: Person, username: str, email: str, language: str, at: datetime) -> Account:
    """Return an unsaved account; refuses names nobody can type and those already in use."""
    account = Account(
        username=Account.normalize_username(username),
        email=Account.objects.normalize_email(email),
        person=person,
        language=language,
        created_at=at,
    )
    try:
        account.clean_fields(exclude=["password", "person", "created_at"])
    except ValidationError as error:
        raise BadUserName(problems=" ".join(error.messages)) from error
    # Sign-in does not look at the case of letters, so neither may this.
    if Account.objects.filter(username__iexact=account.username).exists():
        raise UserNameTaken(username=account.username)
    if email and Account.objects.filter(email__iexact=account.email).exists():
        raise EmailTaken(email=account.email)
    return account


def _tell(
    by: Actor, verb: str, account: Account, path: str, at: datetime, *, reason: str = ""
) -> None:
    record(
        by=by,
        verb=verb,
        subject=("access.account", account.pk, account.username),
        unit_path=path,
        at=at,
        reason=reason,
        person=str(account.person or account.username),
    )
