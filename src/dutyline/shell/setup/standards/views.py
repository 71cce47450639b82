"""Posts without a standard post, by title: said once for all of the same title."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.duties.operations import STANDARD_POSTS, make_from_standard
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.standards.forms import Standards
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Link

TITLES = 40
MOST = 500
"""Posts changed at a time, so that one request stays short; the rest stay in the list."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def standards(request: HttpRequest) -> HttpResponse:
    """Say for each title from which standard post it is made."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.ORGANISATION_MANAGE)
    posts = visible_to(
        Post.objects.filter(as_of(today), standard="", valid_to=None),
        actor,
        Access.ORGANISATION_MANAGE,
        path_field="unit__path",
    )
    titles = list(
        posts.values_list("title").annotate(n=Count("pk")).order_by("-n", "title")[:TITLES]
    )
    entries = list(catalogue(STANDARD_POSTS, today))
    form = Standards(
        request.POST if request.method == "POST" else None, titles=titles, entries=entries
    )
    if form.is_valid():
        given = 0

        def act() -> str:
            nonlocal given
            for title, standard in form.chosen().items():
                alike = posts.filter(title=title).select_related("unit__parent", "superior")
                given += make_from_standard(
                    by=actor,
                    posts=list(alike.order_by("id")[:MOST]),
                    standard=standard,
                    on=today,
                    at=timezone.now(),
                    roles=form.cleaned_data["roles"],
                )
            return reverse("setup_duties")

        done = carry_out(request, form, act)
        if done:
            words = ngettext("%(n)s duty given.", "%(n)s duties given.", given) % {"n": given}
            messages.done(request, words)
            return done
    context: dict[str, Any] = {
        "form": form,
        "titles": titles,
        "entries": entries,
        "crumbs": [Link(_("Duties of posts"), reverse("setup_duties"))],
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/standards.html", context, status=status)
