"""Many cards written at once, as a file says: begun, written on, or begun anew where published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.history.operations import Act, record_many
from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.keys import CARD
from dutyline.modules.responsibility.models import COLUMNS, CardState, CardVersion, PostCard
from dutyline.modules.responsibility.operations.content import Content, contents_of, take_over
from dutyline.modules.responsibility.operations.deputies import (
    Named,
    deputies_of,
    put_deputies,
    require_deputies,
)
from dutyline.modules.responsibility.operations.drafting import AT_ONCE, begun
from dutyline.modules.responsibility.operations.refusals import NotADraft
from dutyline.modules.responsibility.permissions import Responsibility

REFRESHED = ("duties", "clauses", "place", "drafted_by", "drafted_by_name", "drafted_at")


@dataclass(frozen=True)
class Writing:
    """What the card of a post is to say: columns such as `scope_en`; others stay as they are.

    The unit of the post is loaded. `deputies` and `deputy_posts` None leave them as they are.
    """

    post: Post
    words: Mapping[str, str]
    deputies: str | None = None
    deputy_posts: Sequence[int] | None = None


@transaction.atomic
def write_cards(*, by: Actor, writings: Sequence[Writing], on: date, at: datetime) -> int:
    """Write a card a post, each post once; return how many.

    Where a draft stands it is written; where a version is published the next one is begun with its
    words; where there is none, one with the words of the standard post. Raises NotADraft where a
    version is being reviewed. A fixed number of statements for each 500.
    """
    for path in {each.post.unit.path for each in writings}:
        by.require(Responsibility.CARD_WRITE, path)
    with one_reading():
        for start in range(0, len(writings), AT_ONCE):
            _write(by, writings[start : start + AT_ONCE], on, at)
    return len(writings)


def _write(by: Actor, writings: Sequence[Writing], on: date, at: datetime) -> None:
    posts = [each.post for each in writings]
    contents = contents_of(posts, on)
    cards = _cards(posts)
    versions = CardVersion.objects.filter(card__in=cards.values())
    at_work = {row.card_id: row for row in versions.at_work().select_for_update()}
    newest = {row.card_id: row for row in versions.filter(number__gt=0).order_by("number")}
    clauses = catalogue("clause", on)
    standing = deputies_of([row.pk for row in (*at_work.values(), *newest.values())])
    new, old, acts = [], [], []
    named: list[tuple[CardVersion, Named]] = []
    for each in writings:
        card, content = cards[each.post.pk], contents[each.post.pk]
        draft = at_work.get(card.pk)
        before = draft or newest.get(card.pk)
        kept = standing[before.pk] if before else []
        verb = "card_drafted" if draft is None else "card_written"
        if draft is None:
            last = newest.get(card.pk)
            draft = begun(by, card, _next(last, content), on, at)
            draft.deputies = last.deputies if last else ""
            new.append(draft)
        elif draft.state != CardState.DRAFT:
            raise NotADraft
        else:
            draft.drafted_by, draft.drafted_by_name, draft.drafted_at = by.person, by.name, at
            old.append(draft)
        for name, words in each.words.items():
            setattr(draft, name, words.strip())
        if each.deputies is not None:
            draft.deputies = each.deputies.strip()
        said = kept if each.deputy_posts is None else each.deputy_posts
        named.append((draft, Named(each.post, said, kept)))
        take_over(draft, content, clauses)
        path = each.post.unit.path
        acts.append(Act(f"responsibility.{verb}", CARD, card.pk, each.post.title, path, "", {}))
    CardVersion.objects.bulk_create(new)
    CardVersion.objects.bulk_update(old, [*COLUMNS, "deputies", *REFRESHED], batch_size=50)
    require_deputies(by, [each for _draft, each in named], on)
    put_deputies({draft.pk: each.posts for draft, each in named}, on)
    record_many(by=by, at=at, acts=acts)


def _cards(posts: Sequence[Post]) -> dict[int, PostCard]:
    rows = PostCard.objects.filter(post__in=posts)
    known = set(rows.values_list("post", flat=True))
    PostCard.objects.bulk_create(PostCard(post=post) for post in posts if post.pk not in known)
    return {card.post_id: card for card in rows.all()}


def _next(newest: CardVersion | None, content: Content) -> Content:
    """Return what the next version begins with: the words of the newest, if there is one."""
    if newest is None:
        return content
    return replace(content, words={name: getattr(newest, name) for name in COLUMNS})
