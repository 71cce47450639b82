"""The list of posts, the vacant among them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.shell.imports.kinds import import_url
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.organisation.tabs import people_tabs
from dutyline.shell.search.sources import posts_like, with_holders
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column

SIZE = 50
BY_TITLE = ("title", "id")


@login_required
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """List the posts in the person's reach today, by title; `held=no` keeps the vacant."""
    actor, today = actor_of(request), timezone.localdate()
    words = request.GET.get("q", "").strip()[:100]
    vacant = request.GET.get("held") == "no"
    rows = posts_like(actor, words)
    rows = with_holders(rows.vacant(today) if vacant else rows)
    page = page_of(request, rows, BY_TITLE, SIZE)
    held = [Choice("no", _("Vacant posts"), vacant)]
    context = {
        "page": page,
        "words": words,
        "import_url": import_url(actor, "organisation"),
        "tabs": people_tabs("posts"),
        "asked": bool(words or vacant),
        "bar": FilterBar(
            [Dimension("held", _("Holder"), held)],
            search=words,
            placeholder=_("Search title or code"),
        ),
        "columns": [Column(_("Post")), Column(_("Holder")), Column(_("Unit"))],
    }
    return render(request, "shell/organisation/posts.html", context)
