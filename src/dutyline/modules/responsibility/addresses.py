"""Where the things of responsibility are found, and who may see them."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.keys import VERSION
from dutyline.modules.responsibility.models import CardAcceptance, CardVersion, PostCard
from dutyline.modules.responsibility.permissions import Responsibility


def url_for_card(card_id: int) -> str:
    """Return the page of a card."""
    return reverse("responsibility:card", args=[card_id])


def url_for_version(version: CardVersion) -> str:
    """Return the page of a version of a card."""
    return reverse("responsibility:card_version", args=[version.card_id, version.pk])


def card_of_post(actor: Actor, post: Post) -> str:
    """Return the page of a post's card, where it begins for who may draft it; "" for others."""
    card = PostCard.objects.visible_to(actor).filter(post=post.pk).first()
    if card is not None:
        return url_for_card(card.pk)
    if actor.can(Responsibility.CARD_WRITE, post.unit.path):
        return reverse("responsibility:card_new", args=[post.pk])
    return ""


def url_for_key(key: str) -> str:
    """Return the page behind a source key: a version, or the version somebody accepted."""
    kind, _separator, number = key.partition(":")
    rows = CardVersion.objects.filter(pk=int(number))
    if kind != VERSION:
        accepted = CardAcceptance.objects.filter(pk=int(number)).values("version")
        rows = CardVersion.objects.filter(pk__in=accepted)
    version = rows.first()
    return url_for_version(version) if version else ""


def urls_for_acceptances(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the pages of many acceptances in one statement."""
    wanted = {int(key.partition(":")[2]): key for key in keys}
    rows = CardAcceptance.objects.filter(pk__in=wanted).select_related("version")
    found = {wanted[row.pk]: url_for_version(row.version) for row in rows}
    return {key: found.get(key, "") for key in keys}


def sees_card(actor: Actor, card_id: int) -> bool:
    """Say whether the actor may see a card."""
    return PostCard.objects.visible_to(actor).filter(pk=card_id).exists()
