"""A post: its card, its place in the organisation, who held it, and its line."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.line import chain_of
from dutyline.kernel.organisation.models import Appointment, Post, PostVersion, UnitVersion
from dutyline.shell.duties.months import stretch_of
from dutyline.shell.duties.panels import links_of
from dutyline.shell.organisation.crumbs import crumbs_to
from dutyline.shell.organisation.days import day_of, kept_day
from dutyline.shell.organisation.post_card import PostLines, card_of, post_lines
from dutyline.shell.organisation.scope import actor_of, posts_for
from dutyline.toolkit.ui.parts import Entry, Link
from dutyline.toolkit.ui.when import full_date

SHOWN = 100


@login_required
@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a post on a day: superiors, subordinates, duties, holders then and before."""
    actor, on = actor_of(request), day_of(request)
    found, version = post_on(actor, pk, on)
    asked = kept_day(on)
    placed = UnitVersion.objects.on(on).filter(unit=version.unit_id).first()
    lines = lines_for(request, actor, found)
    context = {
        "post": found,
        "version": version,
        "on": on,
        "is_today": on == timezone.localdate(),
        "asked": asked,
        "exists": version.runs_on(on),
        "crumbs": crumbs_to(
            actor, placed.path if placed else found.unit.path, on, own=True, asked=asked
        ),
        "facts": facts_of(found, version, asked),
        "above": [
            Link(each.with_unit, reverse("post", args=[each.pk]) + asked)
            for each in _above(found, on)
        ],
        "card": card_of(found, on, lines),
        "lines": lines,
        "span": lines.span if lines else None,
        "holders": holders_of_ever(found),
        "subordinates": subordinates(found, version, on),
        "links": links_of(actor, "post", found),
        "may_change": actor.can(Access.DUTIES_MANAGE, found.unit.path),
    }
    return render(request, "shell/organisation/post.html", context)


def post_on(actor: Actor, pk: int, on: date) -> tuple[Post, PostVersion]:
    """Return a post in reach as it was on a day, as it last was when it did not exist then."""
    found: Post = get_object_or_404(posts_for(actor).select_related("unit"), pk=pk)
    versions = found.versions.select_related("unit")
    version = versions.filter(valid_from__lte=on).order_by("-valid_from").first()
    version = version or versions.order_by("valid_from").first()
    if version is None:
        raise Http404
    return found, version


def lines_for(request: HttpRequest, actor: Actor, found: Post) -> PostLines | None:
    """Return a post's lines for who stands above it, None for anybody else."""
    if not actor.can(Access.LINE_VIEW, found.unit.path):
        return None
    today = timezone.localdate()
    return post_lines(found, stretch_of(request.GET, today), today, timezone.now())


def facts_of(found: Post, version: PostVersion, asked: str = "") -> list[Entry]:
    """Return what a post is on a day; the address of its unit ends with `asked`."""
    facts = [
        Entry(_("Unit"), version.unit.name, url=reverse("unit", args=[version.unit_id]) + asked),
        Entry(_("Level"), version.get_level_display()),
        Entry(_("Planned holders"), f"{version.headcount.normalize():f}"),
        Entry(pgettext("register", "Code"), found.code),
        Entry(_("Since"), full_date(found.valid_from)),
    ]
    if version.heads_unit:
        facts.insert(1, Entry(_("Leads"), _("Head of the unit")))
    return facts


def holders_of_ever(found: Post) -> list[Appointment]:
    """Return who holds and held a post, the newest first."""
    held = (
        Appointment.objects.ever().filter(post=found).select_related("person", "acting_for__person")
    )
    return list(held.order_by("-valid_from", "acting", "id")[:SHOWN])


def subordinates(found: Post, version: PostVersion, on: date) -> list[PostVersion]:
    """Return the posts that report to this one on a day: by name, and of the unit it heads."""
    rows = PostVersion.objects.on(on).filter(superior=found)
    if version.heads_unit:
        unnamed = PostVersion.objects.on(on).filter(unit=version.unit_id, superior=None)
        rows = rows | unnamed.exclude(post=found.pk)
    return list(rows.select_related("unit").order_by("level", "title", "post_id")[:SHOWN])


def _above(found: Post, on: date) -> list[Post]:
    return list(reversed(chain_of(found, on)))
