"""A post: its place in the organisation and who held it."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.organisation.line import superior_of
from dutyline.kernel.organisation.models import Appointment, Post, PostVersion, UnitVersion
from dutyline.shell.organisation.crumbs import crumbs_to
from dutyline.shell.organisation.days import day_of
from dutyline.shell.organisation.scope import actor_of, posts_for
from dutyline.toolkit.ui.parts import Entry

SHOWN = 100


@login_required
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a post on a day: superior, subordinates, holders then and before."""
    actor, on = actor_of(request), day_of(request)
    found = get_object_or_404(posts_for(actor).select_related("unit"), pk=pk)
    version = PostVersion.objects.on(on).filter(post=found).select_related("unit").first()
    if version is None:
        version = found.versions.select_related("unit").order_by("-valid_from").first()
    if version is None:
        raise Http404
    placed = UnitVersion.objects.on(on).filter(unit=version.unit_id).first()
    context = {
        "post": found,
        "version": version,
        "on": on,
        "is_today": on == timezone.localdate(),
        "exists": version.runs_on(on),
        "crumbs": crumbs_to(actor, placed.path if placed else found.unit.path, on, own=True),
        "facts": _facts(found, version, on),
        "holders": _holders(found),
        "subordinates": PostVersion.objects.on(on)
        .filter(superior=found)
        .select_related("unit")
        .order_by("level", "title", "post_id")[:SHOWN],
    }
    return render(request, "shell/organisation/post.html", context)


def _facts(found: Post, version: PostVersion, on: date) -> list[Entry]:
    superior = superior_of(found, on)
    facts = [
        Entry(_("Unit"), version.unit.name, url=reverse("unit", args=[version.unit_id])),
        Entry(_("Level"), version.get_level_display()),
        Entry(
            _("Superior"),
            superior.title if superior else _("none: the top of the line"),
            note=superior.unit.name if superior else "",
            url=reverse("post", args=[superior.pk]) if superior else "",
        ),
        Entry(pgettext("register", "Code"), found.code),
        Entry(_("Since"), f"{found.valid_from:%Y-%m-%d}"),
    ]
    if version.heads_unit:
        facts.insert(1, Entry(_("Leads"), _("Head of the unit")))
    return facts


def _holders(found: Post) -> list[Appointment]:
    held = Appointment.objects.filter(post=found).select_related("person", "acting_for__person")
    return list(held.order_by("-valid_from", "acting", "id")[:SHOWN])
