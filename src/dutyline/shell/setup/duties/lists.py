"""Every duty in force, by the standard post it belongs to."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.duties.models import Duty, DutyVersion, Measure, Origin
from dutyline.kernel.duties.operations import apply_standard_duties
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.periods import as_of
from dutyline.shell.organisation.days import day_of
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.duties.words import basis_of, proof_of
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column

STANDARD_POSTS = "standard_post"
SIZE = 50
ORDER = ("duty__standard_post", "duty__key", "id")


@login_required
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """List what posts owe: text, basis, rhythm, what counts, and how many posts owe it."""
    actor, on = actor_of(request), day_of(request)
    if not actor.can(Access.DUTIES_MANAGE):
        raise Http404
    words = request.GET.get("q", "").strip()[:100]
    post, measure, origin = (request.GET.get(each, "") for each in ("post", "measure", "origin"))
    posts = {row.key: row.label for row in catalogue(STANDARD_POSTS, on)}
    rows = DutyVersion.objects.filter(as_of(on)).select_related("duty")
    for word in words.split():
        rows = rows.filter(Q(text_en__icontains=word) | Q(text_zh__icontains=word))
    if post in posts:
        rows = rows.filter(duty__standard_post=post)
    if measure in Measure.values:
        rows = rows.filter(measure=measure)
    if origin in Origin.values:
        rows = rows.filter(duty__origin=origin)
    owing = as_of(on, "duty__posts__")
    page = page_of(request, rows.annotate(owing=Count("duty__posts", filter=owing)), ORDER, SIZE)
    context = {
        "page": page,
        "rows": [
            (row, posts.get(row.duty.standard_post, ""), proof_of(row), basis_of(row))
            for row in page.rows
        ],
        "bar": FilterBar(
            [
                Dimension("post", _("Standard post"), _choices(posts, post), many=False),
                Dimension("measure", _("Measured by"), _choices(Measure, measure), many=False),
                Dimension("origin", _("Source"), _choices(Origin, origin), many=False),
            ],
            search=words,
            placeholder=_("Search duties"),
        ),
        "filtered": bool(words or post or measure or origin),
        "columns": [
            Column(pgettext("what is owed", "Duty")),
            Column(_("How often")),
            Column(_("What counts")),
            Column(_("Weight"), number=True),
            Column(_("Posts"), number=True),
        ],
        "lacking": _lacking(actor, on),
        "unsaid": _without_standard(actor, on),
    }
    return render(request, "shell/setup/duties/duties.html", context)


@login_required
@require_POST
def standard_duties(request: HttpRequest) -> HttpResponse:
    """Let every post the person manages owe what its standard post owes, from today on."""
    on, at = timezone.localdate(), timezone.now()
    new = apply_standard_duties(by=actor_of(request), on=on, at=at)
    words = ngettext("%(n)s duty given.", "%(n)s duties given.", new) % {"n": new}
    messages.done(request, words)
    return redirect("setup_duties")


def _lacking(actor: Actor, on: date) -> int:
    """Return how many posts lack something their standard post owes."""
    owed = Duty.objects.filter(as_of(on, "versions__"), standard_post=OuterRef("standard"))
    lacks = owed.exclude(posts__post=OuterRef("pk"))
    posts = Post.objects.filter(as_of(on)).exclude(standard="").filter(Exists(lacks))
    seen = visible_to(posts, actor, Access.DUTIES_MANAGE, path_field="unit__path")
    return int(seen.count())


def _without_standard(actor: Actor, on: date) -> int:
    """Return how many posts of whoever may change them are made from no standard post."""
    posts = Post.objects.filter(as_of(on), standard="", valid_to=None)
    seen = visible_to(posts, actor, Access.ORGANISATION_MANAGE, path_field="unit__path")
    return int(seen.count())


def _choices(known: object, chosen: str) -> list[Choice]:
    pairs = known.items() if isinstance(known, dict) else known.choices  # type: ignore[attr-defined]
    return [Choice(key, label, key == chosen) for key, label in pairs]
