"""Accounts of the people whose accounts the caller manages."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named, seen_by, to_change
from dutyline.kernel.access.managed import managed_people
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import close_account, invite, open_account, reopen_account
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Reason, Strict, Words, as_json
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class AccountOut(Schema):
    """How a person signs in."""

    id: int
    username: str
    email: str
    language: str
    person_id: int | None
    is_active: bool
    created_at: datetime


class AccountsAsked(Asked):
    """Which accounts."""

    q: Words = Field("", description="a part of the person's name, or the user name")
    is_active: bool | None = None


class AccountNew(Strict):
    """An account to open; its person sets a password by an invitation."""

    person_id: Id
    username: str = Field(min_length=1, max_length=150)
    email: str = Field("", max_length=254)
    language: str = Field("", max_length=10)


class Reasoned(Strict):
    """Why."""

    reason: Reason = ""


class InvitationOut(Schema):
    """A link that lets its reader set the password once; empty when the request was sent again."""

    link: str
    expires_at: datetime


@router.get("/accounts", response=Listing[AccountOut], summary="Accounts")
def list_accounts(request: HttpRequest, asked: Query[AccountsAsked]) -> dict[str, Any]:
    """List the accounts the caller manages, by user name."""
    found = _accounts(request)
    if asked.q:
        found = found.filter(Q(person__name__icontains=asked.q) | Q(username__iexact=asked.q))
    if asked.is_active is not None:
        found = found.filter(is_active=asked.is_active)
    return listing(found, ("username", "id"), asked)


@router.get("/accounts/{account_id}", response=AccountOut, summary="One account")
def read_account(request: HttpRequest, response: HttpResponse, account_id: Id) -> AccountOut:
    """Return an account the caller manages."""
    account = get_object_or_404(_accounts(request), pk=account_id)
    return with_etag(response, AccountOut.from_orm(account))


@router.post("/accounts", response={201: AccountOut}, summary="Open an account")
def new_account(request: HttpRequest, body: AccountNew) -> Status[dict[str, Any]]:
    """Open an account without a password."""
    actor = actor_of(request)
    seen_by(actor, Access.ACCOUNTS_MANAGE)

    def act() -> dict[str, Any]:
        people = managed_people(actor, timezone.localdate())
        person = named(people, "person_id", body.person_id)
        facts = body.model_dump(exclude={"person_id"})
        account = open_account(by=actor, person=person, at=timezone.now(), **facts)
        return as_json(AccountOut, account)

    return Status(201, once_per_key(request, act))


@router.post("/accounts/{account_id}/closure", response=AccountOut, summary="Close an account")
def new_closure(request: HttpRequest, account_id: Id, body: Reasoned) -> dict[str, Any]:
    """Close an account at once: sessions, tokens and open invitations end with it."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        account = to_change(request, _accounts(request), account_id, AccountOut)
        closed = close_account(by=actor, account=account, at=timezone.now(), reason=body.reason)
        return as_json(AccountOut, closed)

    return once_per_key(request, act)


@router.post("/accounts/{account_id}/reopening", response=AccountOut, summary="Reopen an account")
def new_reopening(request: HttpRequest, account_id: Id, body: Reasoned) -> dict[str, Any]:
    """Open a closed account again, without a password."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        account = to_change(request, _accounts(request), account_id, AccountOut)
        opened = reopen_account(by=actor, account=account, at=timezone.now(), reason=body.reason)
        return as_json(AccountOut, opened)

    return once_per_key(request, act)


@router.post(
    "/accounts/{account_id}/invitations", response={201: InvitationOut}, summary="Invite a person"
)
def new_invitation(request: HttpRequest, account_id: Id) -> Status[dict[str, Any]]:
    """Make the link by which a person sets his password; an older one is void from now on."""
    actor, link = actor_of(request), ""

    def act() -> dict[str, Any]:
        nonlocal link
        account = get_object_or_404(_accounts(request), pk=account_id)
        days = criterion("access.invitation_days", timezone.localdate())
        invitation, secret = invite(
            by=actor, account=account, valid_for=timedelta(days=days), at=timezone.now()
        )
        link = request.build_absolute_uri(reverse("invitation", args=[secret]))
        # A receipt keeps this answer, and a secret is kept nowhere.
        return {"expires_at": invitation.expires_at.isoformat()}

    answer = once_per_key(request, act)
    return Status(201, answer | {"link": link})


def _accounts(request: HttpRequest) -> QuerySet[Account]:
    actor = actor_of(request)
    seen_by(actor, Access.ACCOUNTS_MANAGE)
    return Account.objects.filter(person__in=managed_people(actor, timezone.localdate()))
