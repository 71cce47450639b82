"""Sends files to whoever may see what they are attached to, and to nobody else."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import recover
from dutyline.kernel.files.thumbnails import smaller
from dutyline.kernel.registry import subject


def visible_attachment(actor: Actor, attachment_id: int) -> Attachment:
    """Return the attachment if its subject is visible, else answer as if there were none."""
    attachment = get_object_or_404(Attachment, pk=attachment_id)
    if not sees_subject(actor, attachment.subject_type, attachment.subject_id):
        raise Http404
    return attachment


def sees_subject(actor: Actor, subject_type: str, subject_id: int) -> bool:
    """Say whether the actor may see a subject; nobody sees one no module declares."""
    try:
        about = subject(subject_type)
    except KeyError:
        return False
    return about.visible(actor, subject_id)


def send_whole(request: HttpRequest, attachment: Attachment) -> HttpResponse:
    """Send the file: a photo to be shown, anything else to be saved."""
    path = recover(attachment.sha256)
    if path is None:
        raise Http404
    return _send(request, attachment, path, attachment.media_type, f'"{attachment.sha256}"')


def send_smaller(request: HttpRequest, attachment: Attachment, size: str) -> HttpResponse:
    """Send a photo in one of the sizes of `thumbnails`."""
    path = smaller(attachment, size)
    if path is None:
        raise Http404
    return _send(request, attachment, path, "image/webp", f'"{attachment.sha256}{size}"')


def _send(
    request: HttpRequest, attachment: Attachment, path: Path, media_type: str, etag: str
) -> HttpResponse:
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = FileResponse(  # type: ignore[assignment]
            path.open("rb"),
            as_attachment=not attachment.is_photo,
            filename=attachment.name,
            content_type=media_type,
        )
        response["Content-Encoding"] = "identity"  # photos and archives do not get smaller
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["ETag"] = etag
    # Kept by the browser, asked again each time: rights may have ended since.
    response["Cache-Control"] = "private, no-cache"
    return response
