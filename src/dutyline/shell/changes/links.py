"""Links from the pages of a post and of a unit to what a change of them touches."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.registry import PageLink


def _of_post(actor: Actor, post: Post) -> str:
    return _address(actor, "changes_post", post.pk, post.unit.path)


def _of_unit(actor: Actor, unit: Unit) -> str:
    return _address(actor, "changes_unit", unit.pk, unit.path)


def _address(actor: Actor, name: str, pk: int, path: str) -> str:
    # Everybody sees his own post; what moves with it is the affair of whoever leads or mends.
    return reverse(name, args=[pk]) if actor.can(Access.LINE_VIEW, path) else ""


LINKS = (
    PageLink("shell.changes_post", "post", _("What a change here touches"), _of_post),
    PageLink("shell.changes_unit", "unit", _("What a change here touches"), _of_unit),
)
