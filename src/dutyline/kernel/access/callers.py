"""For routes of the API: who calls, and the objects he names, loaded through his scope."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.registry import Refusal
from dutyline.toolkit.rest.versions import require_match

Row = TypeVar("Row", bound=Model)


class NotThere(Refusal):
    """An id in a body that names nothing, or nothing the caller may see: the same words."""

    message = _("{name} {id} does not exist.")

    def __init__(self, name: str, pk: int | str) -> None:
        """Blame the field of that name."""
        super().__init__(name=name, id=pk)
        self.field = name


def actor_of(request: HttpRequest) -> Actor:
    """Return who calls, by token or by session."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def named(rows: QuerySet[Row], name: str, pk: int) -> Row:
    """Return the row a body names in field `name`, out of `rows` in scope; else NotThere."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotThere(name, pk)
    return row


def named_or_none(rows: QuerySet[Row], name: str, pk: int | None) -> Row | None:
    """Return the row a body may name in field `name`; None when it names none."""
    return None if pk is None else named(rows, name, pk)


def to_change(request: HttpRequest, rows: QuerySet[Row], pk: int, shown: type[Schema]) -> Row:
    """Return a row in scope that is about to change: locked, and as If-Match says it is.

    `shown` is how the row is shown, of which the ETag was made. Runs in the caller's transaction.
    Raises Http404 and ChangedMeanwhile.
    """
    row = get_object_or_404(rows, pk=pk)
    if "If-Match" in request.headers:
        # The scope may join or be distinct, which cannot be locked; the row alone can.
        type(row)._base_manager.select_for_update().get(pk=pk)
        row = get_object_or_404(rows, pk=pk)
        require_match(request, shown.from_orm(row))
    return row


def whole_token(actor: Actor, *permissions: str) -> None:
    """Raise NotPermitted when a token is limited to permissions without any of these.

    For one's own affairs, which need no permission at the browser but must be given to a token.
    """
    if not actor.given(*permissions):
        raise NotPermitted(permissions[0])


def seen_by(actor: Actor, permission: str, path: str = "") -> None:
    """Raise Http404 unless the actor may do this: a room whose existence is not his business."""
    if not actor.can(permission, path):
        raise Http404
