"""What the caller was told, and what of it comes by mail too."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import NotThere, actor_of, whole_token
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.notifications.models import Notification, Preference
from dutyline.kernel.notifications.operations import mark_read, refuse_mail
from dutyline.kernel.notifications.queries import NEWEST_FIRST, NotificationQuerySet
from dutyline.kernel.notifications.words import kinds, tell
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()


class NotificationOut(Schema):
    """Something the caller was told, in his language."""

    id: int
    kind: str
    title: str
    text: str
    subject_type: str
    subject_id: int
    created_at: datetime
    read_at: datetime | None


class NotificationsAsked(Asked):
    """Which notifications."""

    unread: bool = False


class MarkedOut(Schema):
    """How many were unread before."""

    marked: int


class MailKind(Schema):
    """A kind of notification, and whether it comes by mail too."""

    kind: str
    by_mail: bool


class MailWanted(Strict):
    """Exactly the kinds that come by mail too."""

    kinds: list[Annotated[str, Field(max_length=60)]] = Field(max_length=200)


@router.get("/notifications", response=Listing[NotificationOut], summary="What one was told")
def list_notifications(request: HttpRequest, asked: Query[NotificationsAsked]) -> dict[str, Any]:
    """List what the caller was told, the newest first."""
    mine = _mine(request)
    if asked.unread:
        mine = mine.unread()
    page = listing(mine, NEWEST_FIRST, asked)
    return page | {"items": [_shown(row) for row in page["items"]]}


@router.post("/notifications/read", response=MarkedOut, summary="Mark all as read")
def read_all(request: HttpRequest) -> dict[str, int]:
    """Mark everything the caller was told as read."""
    marked = mark_read(by=actor_of(request), notifications=_mine(request), at=timezone.now())
    return {"marked": marked}


@router.post(
    "/notifications/{notification_id}/read", response=NotificationOut, summary="Mark one as read"
)
def read_one(request: HttpRequest, notification_id: Id) -> dict[str, Any]:
    """Mark one notification as read."""
    mine = _mine(request).filter(pk=notification_id)
    get_object_or_404(mine)
    mark_read(by=actor_of(request), notifications=mine, at=timezone.now())
    return _shown(mine.get())


@router.get("/me/mail", response=Listing[MailKind], summary="What comes by mail too")
def read_mail(request: HttpRequest) -> dict[str, Any]:
    """Return every kind of notification, and whether it comes by mail too."""
    actor = actor_of(request)
    whole_token(actor, Access.ORGANISATION_VIEW)
    refused = set(Preference.objects.filter(person=actor.person).values_list("kind", flat=True))
    rows = [{"kind": kind, "by_mail": kind not in refused} for kind in sorted(kinds())]
    return {"items": rows, "next": None}


@router.put("/me/mail", response=Listing[MailKind], summary="Choose what comes by mail")
def choose_mail(request: HttpRequest, body: MailWanted) -> dict[str, Any]:
    """Let exactly these kinds come by mail too."""
    actor = actor_of(request)
    whole_token(actor, Access.ORGANISATION_VIEW)
    for kind in body.kinds:
        if kind not in kinds():
            raise NotThere("kinds", kind)
    refuse_mail(by=actor, kinds=set(kinds()) - set(body.kinds))
    return read_mail(request)


def _mine(request: HttpRequest) -> NotificationQuerySet:
    actor = actor_of(request)
    whole_token(actor, Access.ORGANISATION_VIEW)
    return Notification.objects.visible_to(actor)


def _shown(row: Notification) -> dict[str, Any]:
    told = tell(row)
    names = ("id", "kind", "subject_type", "subject_id", "created_at", "read_at")
    return {name: getattr(row, name) for name in names} | {"title": told.title, "text": told.text}
