"""Serve files to whoever may see what they are attached to, and to nobody else."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import recover
from dutyline.kernel.files.thumbnails import THUMBNAIL, VIEW, smaller
from dutyline.kernel.registry import subject


@login_required
@require_safe
def file(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Send the file: a photo to be shown, anything else to be saved."""
    attachment = _visible(request, attachment_id)
    path = recover(attachment.sha256)
    if path is None:
        raise Http404
    return _send(request, attachment, path, attachment.media_type, f'"{attachment.sha256}"')


@login_required
@require_safe
def thumbnail(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Send a photo as small as a list shows it."""
    return _smaller(request, attachment_id, THUMBNAIL)


@login_required
@require_safe
def view(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Send a photo as large as a screen shows it."""
    return _smaller(request, attachment_id, VIEW)


def _smaller(request: HttpRequest, attachment_id: int, size: str) -> HttpResponse:
    attachment = _visible(request, attachment_id)
    path = smaller(attachment, size)
    if path is None:
        raise Http404
    return _send(request, attachment, path, "image/webp", f'"{attachment.sha256}{size}"')


def _visible(request: HttpRequest, attachment_id: int) -> Attachment:
    """Return the attachment if its subject is visible, else answer as if there were none."""
    attachment = get_object_or_404(Attachment, pk=attachment_id)
    about = subject(attachment.subject_type)
    if not about.visible(request.actor, attachment.subject_id):
        raise Http404
    return attachment


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
