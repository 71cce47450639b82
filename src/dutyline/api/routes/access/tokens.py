"""One's own tokens: made, seen and revoked by the person signed in, never by a token."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.models import Account, ApiToken
from dutyline.kernel.access.operations import make_token, revoke_token
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Moment, Strict, as_json

router = Router()
PermissionKey = Annotated[str, Field(min_length=1, max_length=100)]


class TokenOut(Schema):
    """A token; its secret is nowhere."""

    id: int
    name: str
    permissions: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_on: date | None
    revoked_at: datetime | None


class TokenMade(TokenOut):
    """A token with its secret, this once; empty when the request was sent again."""

    secret: str


class TokenNew(Strict):
    """A token to make."""

    name: str = Field(min_length=1, max_length=100)
    permissions: list[PermissionKey] = Field(min_length=1, max_length=200)
    expires_at: Moment


@router.get("/tokens", response=Listing[TokenOut], summary="One's own tokens")
def list_tokens(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List the caller's tokens, the newest first, revoked ones too; a token sees itself only."""
    actor = actor_of(request)
    own = ApiToken.objects.filter(account=actor.account_id)
    if actor.token_id is not None:
        own = own.filter(pk=actor.token_id)
    return listing(own, ("-created_at", "-id"), asked)


@router.post("/tokens", response={201: TokenMade}, summary="Make a token")
def new_token(request: HttpRequest, body: TokenNew) -> Status[dict[str, Any]]:
    """Make a token that can do what the caller may, and of that only what is named."""
    actor, secret = actor_of(request), ""

    def act() -> dict[str, Any]:
        nonlocal secret
        account = get_object_or_404(Account, pk=actor.account_id)
        token, secret = make_token(
            by=actor, account=account, at=timezone.now(), **body.model_dump()
        )
        # A receipt keeps this answer, and a secret is kept nowhere.
        return as_json(TokenOut, token)

    answer = once_per_key(request, act)
    return Status(201, answer | {"secret": secret})


@router.post("/tokens/{token_id}/revocation", response=TokenOut, summary="Revoke a token")
def new_revocation(request: HttpRequest, token_id: Id) -> dict[str, Any]:
    """Revoke a token of one's own at once; a token may revoke itself."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        own = ApiToken.objects.filter(account=actor.account_id)
        token = get_object_or_404(own, pk=token_id)
        if actor.token_id not in {None, token.pk}:
            raise NotPermitted(Access.ACCOUNTS_MANAGE)
        return as_json(TokenOut, revoke_token(by=actor, token=token, at=timezone.now()))

    return once_per_key(request, act)
