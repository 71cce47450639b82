"""Files: what is attached to what, and the bytes."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.serving import (
    sees_subject,
    send_smaller,
    send_whole,
    visible_attachment,
)
from dutyline.kernel.files.thumbnails import THUMBNAIL, VIEW
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id

router = Router()
BYTES = {"responses": {200: {"description": "The bytes", "content": {"*/*": {}}}}}


class FileOut(Schema):
    """A file: when the camera took it (`taken_at`), and when it was added here."""

    id: int
    subject_type: str
    subject_id: int
    role: str
    name: str
    media_type: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    taken_at: datetime | None
    added_at: datetime
    added_by_name: str
    seen_before: bool


class AboutAsked(Asked):
    """About which object."""

    subject_type: str = Field(max_length=60, description="for example inspections.finding")
    subject_id: Id


@router.get("/files", response=Listing[FileOut], summary="Files of an object")
def list_files(request: HttpRequest, asked: Query[AboutAsked]) -> dict[str, Any]:
    """List what is attached to an object the caller may see, in the order it was added."""
    if not sees_subject(actor_of(request), asked.subject_type, asked.subject_id):
        raise Http404
    return listing(Attachment.objects.of(asked.subject_type, asked.subject_id), ("id",), asked)


@router.get("/files/{attachment_id}", response=FileOut, summary="One file")
def read_file(request: HttpRequest, attachment_id: Id) -> Attachment:
    """Return what is known about a file, not its bytes."""
    return visible_attachment(actor_of(request), attachment_id)


@router.get("/files/{attachment_id}/content", summary="The bytes of a file", openapi_extra=BYTES)
def read_content(request: HttpRequest, attachment_id: Id) -> HttpResponse:
    """Send the file as it is kept; If-None-Match with its ETag saves sending it again."""
    return send_whole(request, visible_attachment(actor_of(request), attachment_id))


@router.get("/files/{attachment_id}/view", summary="A photo, screen size", openapi_extra=BYTES)
def read_view(request: HttpRequest, attachment_id: Id) -> HttpResponse:
    """Send a photo as large as a screen shows it."""
    return send_smaller(request, visible_attachment(actor_of(request), attachment_id), VIEW)


@router.get("/files/{attachment_id}/thumbnail", summary="A photo, small", openapi_extra=BYTES)
def read_thumbnail(request: HttpRequest, attachment_id: Id) -> HttpResponse:
    """Send a photo as small as a list shows it."""
    return send_smaller(request, visible_attachment(actor_of(request), attachment_id), THUMBNAIL)
