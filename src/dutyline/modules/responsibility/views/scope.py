"""What of the responsibility system the person asking may open."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.queries import UnitQuerySet
from dutyline.modules.responsibility.models import CardVersion, PostCard
from dutyline.modules.responsibility.permissions import Responsibility


def require(actor: Actor, permission: str) -> None:
    """Answer 404 to whoever holds a permission nowhere."""
    if not actor.can(permission):
        raise Http404


def card_or_404(actor: Actor, pk: int) -> PostCard:
    """Return a card in scope; 404 for every other."""
    rows = PostCard.objects.visible_to(actor).select_related("post__unit")
    return get_object_or_404(rows, pk=pk)


def version_or_404(actor: Actor, card: PostCard, pk: int) -> CardVersion:
    """Return a version of a card in scope; a holder is not shown what is still being written."""
    rows = CardVersion.objects.visible_to(actor).select_related("card__post__unit")
    return get_object_or_404(rows, card=card, pk=pk)


def at_work_or_404(actor: Actor, card: PostCard, permission: str) -> CardVersion:
    """Return the version of a card that is on its way, for who may act on it there."""
    version = card.versions.at_work().select_related("card__post__unit").first()
    if version is None or not actor.can(permission, card.post.unit.path):
        raise Http404
    return version


def post_or_404(actor: Actor, pk: int, permission: str) -> Post:
    """Return a post of today in whose unit the actor holds a permission."""
    rows = Post.objects.on(timezone.localdate()).select_related("unit")
    return get_object_or_404(visible_to(rows, actor, permission, path_field="unit__path"), pk=pk)


def units_with(actor: Actor, permission: str) -> UnitQuerySet:
    """Return the units of today in which the actor holds a permission, the highest first."""
    rows = visible_to(Unit.objects.on(timezone.localdate()), actor, permission, path_field="path")
    return rows.order_by("depth", "name", "id")


def unit_asked(actor: Actor, asked: str) -> Unit | None:
    """Return the unit a query names by its path, None without one; 404 out of scope."""
    if not asked:
        return None
    unit = Unit.objects.filter(path=asked).first()
    if unit is None or not actor.can(Responsibility.CARD_VIEW, unit.path):
        raise Http404
    return unit
