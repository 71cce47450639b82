"""What of responsibility a caller may see, and what of the organisation he may name."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.queries import PostQuerySet, UnitQuerySet
from dutyline.modules.responsibility.models import COLUMNS, CardVersion, PostCard
from dutyline.modules.responsibility.permissions import Responsibility

OWN = (Responsibility.CARD_VIEW, Access.ORGANISATION_VIEW)
"""What a token must have been given one of, to act in its owner's own affairs here."""
GOALS_OWN = (Responsibility.GOAL_VIEW, Access.ORGANISATION_VIEW)
"""The same, for the goals of its owner."""
LETTERS_OWN = (Responsibility.LETTER_VIEW, Access.ORGANISATION_VIEW)
"""The same, for the letters of its owner and of those he signs with."""
HEAVY = (*COLUMNS, "duties", "clauses", "place")
"""Columns a list of versions does without."""


def cards_for(actor: Actor) -> QuerySet[PostCard]:
    """Return the cards in scope, with those of their versions the caller may see."""
    versions = CardVersion.objects.visible_to(actor).defer(*HEAVY).order_by("id")
    rows: QuerySet[PostCard] = PostCard.objects.visible_to(actor).select_related("post__unit")
    return rows.prefetch_related(Prefetch("versions", versions, to_attr="shown"))


def versions_for(actor: Actor) -> QuerySet[CardVersion]:
    """Return the versions in scope."""
    rows: QuerySet[CardVersion] = CardVersion.objects.visible_to(actor)
    return rows.select_related("card__post__unit")


def version_or_404(actor: Actor, card_id: int, version_id: int) -> CardVersion:
    """Return a version in scope of a card."""
    return get_object_or_404(versions_for(actor), card=card_id, pk=version_id)


def at_work_or_404(actor: Actor, card_id: int) -> CardVersion:
    """Return the version of a card that is not published yet, where the caller may see it."""
    return get_object_or_404(versions_for(actor).at_work(), card=card_id)  # type: ignore[attr-defined]


def units_with(actor: Actor, permission: str) -> UnitQuerySet:
    """Return the units of today in which the actor holds a permission."""
    rows = Unit.objects.on(timezone.localdate())
    return visible_to(rows, actor, permission, path_field="path")


def posts_with(actor: Actor, permission: str) -> PostQuerySet:
    """Return the posts of today in whose units the actor holds a permission."""
    rows = Post.objects.on(timezone.localdate()).select_related("unit")
    return visible_to(rows, actor, permission, path_field="unit__path")
