"""Who stands in for the holder of a card's post, as its page shows it."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.modules.responsibility.models import CardDeputy, CardVersion
from dutyline.modules.responsibility.operations.content import named
from dutyline.modules.responsibility.operations.deputies import who_stands_in
from dutyline.modules.responsibility.rules.comparing import Said, difference, is_changed


def standing_in(actor: Actor, version: CardVersion, on: date) -> SafeString:
    """Return who stands in: posts as they were named, and what has become of them since."""
    rows = version.deputy_posts.select_related("post__unit").order_by("id")
    lines = [_deputy(actor, each, on) for each in rows]
    if version.deputies:
        lines.append(format_html("{}", version.deputies))
    return format_html_join("\n", "{}", ((line,) for line in lines))


def _deputy(actor: Actor, deputy: CardDeputy, on: date) -> SafeString:
    post = deputy.post
    if not post.runs_on(on):
        gone = _("does not exist any more")
        return format_html('{} <span class="broken">{}</span>', deputy.title, gone)
    if not actor.can(Access.ORGANISATION_VIEW, post.unit.path):
        return format_html("{}", deputy.title)
    address = reverse("post", args=[post.pk])
    if named(post.title, post.unit.name) == deputy.title:
        return format_html('<a href="{}">{}</a>', address, deputy.title)
    now = _("today: %(post)s") % {"post": named(post.title, post.unit.name)}
    html = '<a href="{}">{}</a> <span class="faint">{}</span>'
    return format_html(html, address, deputy.title, now)


def deputy_changes(former: CardVersion | None, version: CardVersion) -> Sequence[Said]:
    """Return what a version says otherwise of who stands in than the one before."""
    if former is None:
        return ()
    told = difference(who_stands_in(former), who_stands_in(version))
    return told if is_changed(told) else ()
