"""Personal tokens of the API are made, used and revoked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.digests import digest_of, new_secret
from dutyline.kernel.access.held import token_of
from dutyline.kernel.access.models import Account, ApiToken
from dutyline.kernel.access.operations.guards import require_over, require_own
from dutyline.kernel.access.refusals import AlreadyRevoked, BeyondOwnToken, ExpiresInThePast
from dutyline.kernel.access.rights import TokenSeen, actor_for, holder_of_token
from dutyline.kernel.organisation.ports import record
from dutyline.toolkit.unwritable import trouble_of

log = structlog.get_logger("dutyline.access")


@transaction.atomic
def make_token(
    *,
    by: Actor,
    account: Account,
    name: str,
    permissions: Iterable[str],
    expires_at: datetime,
    at: datetime,
) -> tuple[ApiToken, str]:
    """Make a token for one's own account and return it with its secret, which is never kept.

    It can do what its owner may do at the time, and of that only `permissions`; every one of them
    must be his now. Refuses a day in the past.
    """
    require_own(by, account)
    wanted = sorted(set(permissions))
    missing = [permission for permission in wanted if not by.can(permission)]
    if missing or not wanted:
        raise BeyondOwnToken(permissions=", ".join(missing))
    if expires_at <= at:
        raise ExpiresInThePast
    raw, digest = new_secret()
    token = ApiToken.objects.create(
        account=account,
        name=name,
        digest=digest,
        permissions=wanted,
        created_at=at,
        expires_at=expires_at,
    )
    _tell(by, "access.token_made", token, at)
    return token, raw


@transaction.atomic
def revoke_token(*, by: Actor, token: ApiToken, at: datetime) -> ApiToken:
    """Revoke a token at once: one's own, or that of an account one manages."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if by.account_id != token.account_id:
        require_over(by, token.account, at)
    if token.revoked_at is not None:
        raise AlreadyRevoked(name=token)
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    _tell(by, "access.token_revoked", token, at)
    return token


def actor_for_token(raw: str, now: datetime) -> Actor | None:
    """Return the actor behind a token's secret; None when it is unknown, expired or revoked.

    Also None for a closed account. Notes the day of use, where anything can be written.
    """
    digest = digest_of(raw)
    known = holder_of_token(digest, now) or _owner_of_token(digest, now)
    if known is None:
        return None
    actor, token = known
    today = timezone.localdate(now)
    if token.last_used_on != today:
        _note_use(token, today)
    return replace(actor, token_id=token.id, limits=frozenset(token.permissions))


def _note_use(token: TokenSeen, today: date) -> None:
    """Note the day of use; a database that only lets read stands in no reader's way."""
    earlier = Q(last_used_on__isnull=True) | Q(last_used_on__lt=today)
    try:
        with transaction.atomic():
            ApiToken.objects.filter(earlier, pk=token.id).update(last_used_on=today)
    except DatabaseError as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        log.warning("access.token_use_not_noted", token=token.id, trouble=trouble.value)


def _owner_of_token(digest: str, now: datetime) -> tuple[Actor, TokenSeen] | None:
    """Return whom a good token belongs to who holds no post now; None when there is none."""
    token = token_of(digest, now)
    if token is None:
        return None
    seen = TokenSeen(token.pk, token.permissions, token.last_used_on)
    return actor_for(token.account, now, known=()), seen


def _tell(by: Actor, verb: str, token: ApiToken, at: datetime) -> None:
    appointment = by.appointment
    record(
        by=by,
        verb=verb,
        subject=("access.account", token.account_id, token.name),
        unit_path=appointment.post.unit.path if appointment else "/",
        at=at,
        permissions=", ".join(token.permissions),
    )
