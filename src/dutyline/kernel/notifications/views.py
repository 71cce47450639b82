"""Pages of notifications."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.notifications.forms import MailChoices
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.operations import mark_read, refuse_mail
from dutyline.kernel.notifications.queries import NEWEST_FIRST
from dutyline.kernel.notifications.words import tell
from dutyline.toolkit.paging import BadCursor, keyset_page
from dutyline.toolkit.ui import messages

PAGE = 50


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """List what the person was told, the newest first."""
    mine = Notification.objects.visible_to(actor_of(request))
    try:
        page = keyset_page(mine, NEWEST_FIRST, request.GET.get("before"), PAGE)
    except BadCursor as bad:
        raise Http404 from bad
    told = [(row, tell(row)) for row in page.rows]
    unread = any(row.read_at is None for row, _told in told)
    context = {"told": told, "older": page.next, "newer": bool(page.previous), "unread": unread}
    return render(request, "notifications/notifications.html", context)


@login_required
@require_POST
def open_one(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Mark one notification as read and lead to what it is about."""
    mine = Notification.objects.visible_to(actor_of(request)).filter(pk=notification_id)
    row = get_object_or_404(mine)
    mark_read(by=actor_of(request), notifications=mine, at=timezone.now())
    return redirect(tell(row).url)


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    mine = Notification.objects.visible_to(actor_of(request))
    mark_read(by=actor_of(request), notifications=mine, at=timezone.now())
    return redirect("notifications:notifications")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request: HttpRequest) -> HttpResponse:
    """Choose which kinds of notification come by mail too."""
    data = request.POST if request.method == "POST" else None
    form = MailChoices(data, person=actor_of(request).person)
    if request.method == "POST" and form.is_valid():
        refuse_mail(by=actor_of(request), kinds=form.refused())
        messages.done(request, _("Saved."))
        return redirect("notifications:mail_choices")
    status = 422 if form.errors else 200
    person = actor_of(request).person
    context = {
        "form": form,
        "address": person.email if person else "",
        "sends_mail": settings.EMAIL_CONFIGURED,
    }
    return render(request, "notifications/mail_choices.html", context, status=status)
