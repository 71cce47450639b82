"""The verbs of second factors."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.models import Account, WayIn
from dutyline.kernel.access.operations.guards import require_over, require_own
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.ways_in import note_way_in
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.registry import Refusal
from dutyline.shell.sign_in.renewed import tell_superiors

Kind = Authenticator.Type
PROPER = (Kind.TOTP, Kind.WEBAUTHN)
"""What is a second factor by itself; recovery codes stand in for one of these."""
MOST = 20
"""Passkeys of an account."""


class HasApp(Refusal):
    """There is an app already: codes of two would be taken for each other."""

    message = _("Codes of an app are already set up. Remove the old ones first.")


class TooManyKeys(Refusal):
    """Nobody carries so many."""

    message = _("There are {n} passkeys. Remove one first.")


class FactorNeeded(Refusal):
    """The last second factor of whoever may not do without one."""

    message = _("Your account needs a second factor. Add another before you remove this one.")


class NoFactor(Refusal):
    """Recovery codes, or a reset, without anything they could stand for."""

    message = _("This account has no second factor.")


def factors_of(account: Account) -> list[Authenticator]:
    """Return the second factors of an account, oldest first; recovery codes are none."""
    rows = Authenticator.objects.filter(user=account, type__in=PROPER)
    return list(rows.order_by("created_at", "id"))


def needs_factor(by: Actor) -> bool:
    """Say whether the operator lets nobody with these rights do without a second factor."""
    if settings.SECOND_FACTOR == "administrators":
        return by.can(Access.ACCOUNTS_MANAGE) or by.can(Access.ROLES_MANAGE)
    return bool(settings.SECOND_FACTOR == "everyone")


@transaction.atomic
def add_app(*, by: Actor, account: Account, secret: str, at: datetime) -> list[str]:
    """Keep the secret an app makes codes of; return new recovery codes where there were none."""
    _lock_own(by, account)
    if Authenticator.objects.filter(user=account, type=Kind.TOTP).exists():
        raise HasApp
    TOTP.activate(account, secret)
    _tell(by, "sign_in.app_added", account, at)
    return _first_codes(account)


@transaction.atomic
def add_passkey(
    *, by: Actor, account: Account, name: str, credential: dict[str, Any], at: datetime
) -> list[str]:
    """Keep a passkey; return new recovery codes where there were none."""
    _lock_own(by, account)
    if Authenticator.objects.filter(user=account, type=Kind.WEBAUTHN).count() >= MOST:
        raise TooManyKeys(n=MOST)
    WebAuthn.add(account, name, credential)
    _tell(by, "sign_in.passkey_added", account, at, name=name)
    return _first_codes(account)


@transaction.atomic
def remove_factor(*, by: Actor, account: Account, factor: Authenticator, at: datetime) -> None:
    """Remove one of one's own; with the last one go the recovery codes.

    Refuses the last one of whoever needs one, and whoever holds neither password nor another key:
    codes of an app open nothing by themselves.
    """
    _lock_own(by, account)
    left = [each for each in factors_of(account) if each.pk != factor.pk]
    opens = account.has_usable_password() or any(each.type == Kind.WEBAUTHN for each in left)
    if not opens or (not left and needs_factor(by)):
        raise FactorNeeded
    name = factor.data.get("name", "")
    factor.delete()
    if not left:
        Authenticator.objects.filter(user=account).delete()
    _tell(by, "sign_in.factor_removed", account, at, name=str(name or _("codes of an app")))


@transaction.atomic
def new_recovery_codes(*, by: Actor, account: Account, at: datetime) -> list[str]:
    """Make recovery codes, void the older ones, and return them: they are shown this once."""
    _lock_own(by, account)
    if not factors_of(account):
        raise NoFactor
    Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).delete()
    _tell(by, "sign_in.codes_made", account, at)
    return _first_codes(account)


@transaction.atomic
def reset_factors(*, by: Actor, account: Account, at: datetime, reason: str) -> None:
    """Remove every second factor of somebody who lost his; his password stays, and he is told.

    Refuses who does not manage the account, one's own, and an account without any.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    path = require_over(by, account, at)
    if by.account_id == account.pk:
        raise NotPermitted(Access.ACCOUNTS_MANAGE)
    if not factors_of(account):
        raise NoFactor
    Authenticator.objects.filter(user=account).delete()
    entry = record(
        by=by,
        verb="sign_in.factors_reset",
        subject=("access.account", account.pk, account.username),
        unit_path=path,
        at=at,
        reason=reason,
        person=str(account.person or account.username),
    )
    note_way_in(account, how=WayIn.How.FACTORS, by_name=by.name, at=at)
    tell_superiors(account, at)
    if account.person:
        notify(
            persons=[account.person],
            kind="sign_in.factors_reset",
            subject=("access.account", account.pk),
            key=f"factors_reset:{entry.pk}",
            at=at,
            by=by.name,
        )


def _lock_own(by: Actor, account: Account) -> None:
    require_own(by, account)
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _first_codes(account: Account) -> list[str]:
    if Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).exists():
        return []
    codes = RecoveryCodes.activate(account)
    codes.mark_as_viewed()
    return list(codes.get_unused_codes())


def _tell(by: Actor, verb: str, account: Account, at: datetime, **data: str) -> None:
    appointment = by.appointment
    entry = record(
        by=by,
        verb=verb,
        subject=("access.account", account.pk, account.username),
        unit_path=appointment.post.unit.path if appointment else "/",
        at=at,
        **data,
    )
    if account.person:
        notify(
            persons=[account.person],
            kind="sign_in.factors_changed",
            subject=("access.account", account.pk),
            key=f"factors:{entry.pk}",
            at=at,
        )
