"""Long work: what the caller asked for, how far it is, and the file it made.

Exports and imports are asked for at the routes of what they export or import.
"""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from dutyline.api.routes.files import BYTES
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.files.serving import send_whole
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id

router = Router()


class ErrandOut(Schema):
    """An errand; `result_id` is the file it made, `percent` null while its size is unknown."""

    id: int
    kind: str
    state: str
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    is_finished: bool
    done: int
    total: int
    percent: int | None
    counts: dict[str, int]
    result_id: int | None
    error: str


@router.get("/errands", response=Listing[ErrandOut], summary="Errands")
def list_errands(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List what the caller asked for, the newest first; a token sees its own only."""
    return listing(Errand.objects.visible_to(actor_of(request)), ("-id",), asked)


@router.get("/errands/{errand_id}", response=ErrandOut, summary="One errand")
def read_errand(request: HttpRequest, response: HttpResponse, errand_id: Id) -> Errand:
    """Return how far an errand is; ask again a second later while it is not finished."""
    errand = get_object_or_404(Errand.objects.visible_to(actor_of(request)), pk=errand_id)
    if not errand.is_finished:
        response["Retry-After"] = "1"
    return errand


@router.get("/errands/{errand_id}/result", summary="The file an errand made", openapi_extra=BYTES)
def read_result(request: HttpRequest, errand_id: Id) -> HttpResponse:
    """Send the file; nothing is there before it is finished, or where it made none."""
    rows = Errand.objects.visible_to(actor_of(request)).select_related("result")
    errand = get_object_or_404(rows, pk=errand_id)
    if errand.result is None:
        raise Http404
    return send_whole(request, errand.result)
