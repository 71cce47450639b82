"""Serve files to whoever may see what they are attached to, and to nobody else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.files.serving import send_smaller, send_whole, visible_attachment
from dutyline.kernel.files.thumbnails import THUMBNAIL, VIEW


@login_required
@require_safe
def file(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Send the file: a photo to be shown, anything else to be saved."""
    return send_whole(request, visible_attachment(actor_of(request), attachment_id))


@login_required
@require_safe
def thumbnail(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Send a photo as small as a list shows it."""
    return send_smaller(request, visible_attachment(actor_of(request), attachment_id), THUMBNAIL)


@login_required
@require_safe
def view(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Send a photo as large as a screen shows it."""
    return send_smaller(request, visible_attachment(actor_of(request), attachment_id), VIEW)
