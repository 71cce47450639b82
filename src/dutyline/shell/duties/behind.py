"""The obligations behind the numbers of a person's or a post's line."""

from functools import reduce
from operator import or_

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.duties.models import DutyVersion
from dutyline.kernel.duties.queries import ObligationQuerySet
from dutyline.kernel.duties.reading import (
    ANSWERED_ORDER,
    answered_by,
    answered_by_holders,
    items,
    reading_as,
)
from dutyline.kernel.organisation.models import Post
from dutyline.shell.duties.scope import person_with_line_or_404
from dutyline.shell.line.spans import Span, span_of
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.line import State
from dutyline.toolkit.ui.line.words import LABELS
from dutyline.toolkit.ui.parts import Column, Link

SIZE = 50


@login_required
@require_safe
def person_obligations(request: HttpRequest, pk: int) -> HttpResponse:
    """List what a person answers for on some days."""
    found = person_with_line_or_404(actor_of(request), pk)
    span = span_of(request, timezone.localdate())
    rows = answered_by(found.pk, span.first, span.last)
    about = Link(found.name, reverse("person", args=[pk]))
    return _listed(request, rows, about, span, of="person")


@login_required
@require_safe
def post_obligations(request: HttpRequest, pk: int) -> HttpResponse:
    """List what the holders of a post answer for on some days."""
    posts = visible_to(
        Post.objects.all(), actor_of(request), Access.LINE_VIEW, path_field="unit__path"
    )
    found = get_object_or_404(posts, pk=pk)
    span = span_of(request, timezone.localdate())
    rows = answered_by_holders(found.pk, span.first, span.last)
    about = Link(found.title, reverse("post", args=[pk]))
    return _listed(request, rows, about, span, of="post")


def _listed(
    request: HttpRequest, rows: ObligationQuerySet, about: Link, span: Span, *, of: str
) -> HttpResponse:
    now = timezone.now()
    states = [each for each in request.GET.getlist("state") if each in set(State)]
    duty = _duty(request)
    if states:
        rows = rows.filter(reduce(or_, (reading_as(each, now) for each in states)))
    if duty:
        rows = rows.filter(version__duty=duty)
    rows = rows.select_related("version__duty", "person", "post", "unit")
    page = page_of(request, rows, ANSWERED_ORDER, SIZE)
    kept = [("from", span.first.isoformat()), ("to", span.last.isoformat())]
    state_choices = [Choice(each, LABELS[each], each in states) for each in State]
    context = {
        "about": about.label,
        "of": of,
        "duty_text": _text(duty) if duty else "",
        "crumbs": [about],
        "span": span,
        "clear_url": f"?{span.query}",
        "page": page,
        "items": items(page.rows, now),
        "bar": FilterBar(
            [Dimension("state", _("State"), state_choices)],
            keep=[*kept, ("duty", str(duty))] if duty else kept,
        ),
        "columns": columns(),
    }
    return render(request, "shell/line/obligations.html", context)


def columns() -> list[Column]:
    """Return the columns of a list of obligations."""
    return [
        Column(_("Duty")),
        Column(_("Who answers")),
        Column(_("State")),
        Column(_("Due")),
    ]


def _duty(request: HttpRequest) -> int | None:
    asked = request.GET.get("duty", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        raise Http404
    return int(asked)


def _text(duty: int) -> str:
    version = DutyVersion.objects.filter(duty=duty).order_by("-number").first()
    return version.text if version else ""
