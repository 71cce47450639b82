"""How far the cards of posts have come: for lists, in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.modules.responsibility.models import CardAcceptance, CardVersion, PostCard


@dataclass(frozen=True)
class CardStanding:
    """A post: its version in force, the one being written, how many holders, how many accepted."""

    post: Post
    card_id: int | None
    in_force: CardVersion | None
    at_work: CardVersion | None
    holders: int
    accepted: int


def standings(posts: Sequence[Post], on: date) -> list[CardStanding]:
    """Return how the cards of posts stand on a day, in five statements however many posts."""
    ids = [post.pk for post in posts]
    cards = dict(PostCard.objects.filter(post__in=ids).values_list("post", "pk"))
    versions = CardVersion.objects.filter(card__post__in=ids).select_related("card")
    in_force = _by_post(versions.on(on))
    at_work = _by_post(versions.at_work())
    holders = Appointment.objects.on(on).filter(post__in=ids)
    held = _sets(holders.values_list("post", "person"))
    given = CardAcceptance.objects.filter(version__in=[row.pk for row in in_force.values()])
    accepted = _sets(given.values_list("version__card__post", "person"))
    return [
        CardStanding(
            post,
            cards.get(post.pk),
            in_force.get(post.pk),
            at_work.get(post.pk),
            len(held.get(post.pk, ())),
            len(held.get(post.pk, set()) & accepted.get(post.pk, set())),
        )
        for post in posts
    ]


def _by_post(versions: Iterable[CardVersion]) -> dict[int, CardVersion]:
    return {row.card.post_id: row for row in versions}


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found
