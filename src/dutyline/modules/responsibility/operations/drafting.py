"""Drafting post cards: one, the next version of one, or all that are missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.history.operations import Act, record_many
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.queries import PostQuerySet
from dutyline.modules.responsibility.keys import CARD
from dutyline.modules.responsibility.models import COLUMNS, CardState, CardVersion, PostCard
from dutyline.modules.responsibility.operations.content import Content, contents_of, take_over
from dutyline.modules.responsibility.operations.deputies import (
    Named,
    deputies_of,
    put_deputies,
    require_deputies,
)
from dutyline.modules.responsibility.operations.refusals import (
    CardAtWork,
    CardExists,
    NotADraft,
)
from dutyline.modules.responsibility.operations.shared import locked, write
from dutyline.modules.responsibility.permissions import Responsibility

AT_ONCE = 500
"""Posts one round of statements drafts; a whole group takes a few rounds."""


def posts_without_card(path: str, on: date) -> PostQuerySet:
    """Return the posts of a unit and everything under it that exist on a day and have no card."""
    cards = PostCard.objects.filter(post=OuterRef("pk"))
    rows: PostQuerySet = Post.objects.on(on).within([path]).filter(~Exists(cards))
    return rows.order_by("level", "id")


@transaction.atomic
def draft_card(*, by: Actor, post: Post, on: date, at: datetime) -> CardVersion:
    """Begin the card of a post with the words of its standard post and the duties it owes."""
    by.require(Responsibility.CARD_WRITE, post.unit.path)
    card, new = PostCard.objects.get_or_create(post=post)
    if not new:
        raise CardExists(post=post.title)
    draft = begun(by, card, contents_of([post], on)[post.pk], on, at)
    draft.save()
    write(by, card, "card_drafted", at)
    return draft


@transaction.atomic
def draft_missing_cards(*, by: Actor, unit: Unit, on: date, at: datetime) -> int:
    """Begin a card for every post of a unit and everything under it that has none; return how many.

    Set-based: a plant of sixty posts takes a dozen statements.
    """
    by.require(Responsibility.CARD_WRITE, unit.path)
    posts = list(posts_without_card(unit.path, on).select_related("unit"))
    with one_reading():
        for start in range(0, len(posts), AT_ONCE):
            _draft_all(by, posts[start : start + AT_ONCE], on, at)
    return len(posts)


@transaction.atomic
def draft_next(*, by: Actor, card: PostCard, on: date, at: datetime) -> CardVersion:
    """Begin the next version: the words of the one in force, the duties and the place of today."""
    by.require(Responsibility.CARD_WRITE, card.post.unit.path)
    if card.versions.at_work().exists():
        raise CardAtWork
    newest = card.versions.order_by("-number").first()
    content = contents_of([card.post], on)[card.post_id]
    words = {name: getattr(newest, name) for name in COLUMNS} if newest else content.words
    draft = begun(by, card, replace(content, words=words), on, at)
    draft.deputies = newest.deputies if newest else ""
    draft.save()
    if newest:
        put_deputies({draft.pk: deputies_of([newest.pk])[newest.pk]}, on)
    write(by, card, "card_drafted", at)
    return draft


@transaction.atomic
def write_draft(
    *,
    by: Actor,
    version: CardVersion,
    words: Mapping[str, str],
    on: date,
    at: datetime,
    deputies: str | None = None,
    deputy_posts: Sequence[int] | None = None,
) -> CardVersion:
    """Write a draft: `words` by columns such as `scope_en`, others stay; duties are today's.

    `deputy_posts` are the posts that stand in, `deputies` in words who else does; None leaves them.
    """
    draft = locked(version)
    by.require(Responsibility.CARD_WRITE, draft.card.post.unit.path)
    if draft.state != CardState.DRAFT:
        raise NotADraft
    for name in COLUMNS:
        if name in words:
            setattr(draft, name, words[name].strip())
    if deputies is not None:
        draft.deputies = deputies.strip()
    kept = deputies_of([draft.pk])[draft.pk]
    if deputy_posts is not None:
        require_deputies(by, [Named(draft.card.post, deputy_posts, kept)], on)
    put_deputies({draft.pk: kept if deputy_posts is None else deputy_posts}, on)
    fresh = contents_of([draft.card.post], on)[draft.card.post_id]
    take_over(draft, fresh, catalogue("clause", on))
    draft.drafted_by, draft.drafted_by_name, draft.drafted_at = by.person, by.name, at
    draft.save()
    write(by, draft.card, "card_written", at)
    return draft


@transaction.atomic
def discard_draft(*, by: Actor, version: CardVersion, at: datetime) -> PostCard:
    """Throw a draft away; what is in force stays so. A card without any version stays empty."""
    draft = locked(version)
    by.require(Responsibility.CARD_WRITE, draft.card.post.unit.path)
    if draft.state != CardState.DRAFT:
        raise NotADraft
    card: PostCard = draft.card
    draft.reviews.all().delete()
    draft.deputy_posts.all().delete()
    draft.delete()
    write(by, card, "card_discarded", at)
    return card


def _draft_all(by: Actor, posts: list[Post], on: date, at: datetime) -> None:
    contents = contents_of(posts, on)
    PostCard.objects.bulk_create(PostCard(post=post) for post in posts)
    cards = {card.post_id: card for card in PostCard.objects.filter(post__in=posts)}
    CardVersion.objects.bulk_create(
        begun(by, cards[post.pk], contents[post.pk], on, at) for post in posts
    )
    verb = "responsibility.card_drafted"
    record_many(
        by=by,
        at=at,
        acts=(
            Act(verb, CARD, cards[post.pk].pk, post.title, post.unit.path, "", {}) for post in posts
        ),
    )


def begun(by: Actor, card: PostCard, content: Content, on: date, at: datetime) -> CardVersion:
    """Return a draft with this content, not saved yet."""
    draft = CardVersion(
        card=card,
        drafted_by=by.person,
        drafted_by_name=by.name,
        drafted_at=at,
        **content.words,
    )
    take_over(draft, content, catalogue("clause", on))
    return draft
