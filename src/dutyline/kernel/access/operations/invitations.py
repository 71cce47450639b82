"""An invitation lets a person set the password of his account, once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.digests import digest_of, new_secret
from dutyline.kernel.access.models import Account, Invitation, WayIn
from dutyline.kernel.access.operations.guards import require_over, require_strong
from dutyline.kernel.access.refusals import AccountClosed, InvitationVoid
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.ways_in import note_way_in
from dutyline.kernel.organisation.ports import record


@transaction.atomic
def invite(
    *, by: Actor, account: Account, valid_for: timedelta, at: datetime
) -> tuple[Invitation, str]:
    """Make an invitation and return it with the secret of its link, which is never kept.

    An older open invitation is void from now on. `valid_for` is a criterion.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    path = require_over(by, account, at)
    if not account.is_active:
        raise AccountClosed(name=account.username)
    _open_of(account).update(voided_at=at)
    raw, digest = new_secret()
    invitation = Invitation.objects.create(
        account=account,
        digest=digest,
        made_by_name=by.name,
        created_at=at,
        expires_at=at + valid_for,
    )
    record(
        by=by,
        verb="access.invited",
        subject=("access.account", account.pk, account.username),
        unit_path=path,
        at=at,
        person=str(account.person or account.username),
    )
    return invitation, raw


def invited(raw: str, now: datetime) -> Account | None:
    """Return the account an invitation is for; None when it is unknown, used, void or expired."""
    invitation = _open_invitations(raw, now).select_related("account__person").first()
    return invitation.account if invitation else None


@transaction.atomic
def accept_invitation(*, raw: str, password: str, at: datetime) -> Account:
    """Set the password of the account an invitation is for, and use the invitation up.

    Refuses an invitation that is unknown, used, void or expired, and a weak password.
    """
    account = use_invitation(raw=raw, at=at)
    require_strong(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    return account


@transaction.atomic
def use_invitation(*, raw: str, at: datetime) -> Account:
    """Use an invitation up and return its account, locked, for whoever brings another proof.

    Refuses an invitation that is unknown, used, void or expired.
    """
    invitation = _open_invitations(raw, at).select_for_update().first()
    if invitation is None:
        raise InvitationVoid
    account = Account.objects.select_for_update(of=("self",)).get(pk=invitation.account_id)
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    note_way_in(account, how=WayIn.How.INVITATION, by_name=invitation.made_by_name, at=at)
    actor = actor_for(account, at)
    appointment = actor.appointment
    record(
        by=actor,
        verb="access.invitation_accepted",
        subject=("access.account", account.pk, account.username),
        unit_path=appointment.post.unit.path if appointment else "/",
        at=at,
    )
    return account


def _open_invitations(raw: str, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        digest=digest_of(raw),
        used_at__isnull=True,
        voided_at__isnull=True,
        expires_at__gt=now,
        account__is_active=True,
    )


def _open_of(account: Account) -> QuerySet[Invitation]:
    return Invitation.objects.filter(account=account, used_at__isnull=True, voided_at__isnull=True)
