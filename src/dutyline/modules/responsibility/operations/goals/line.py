"""Who speaks for a post about goals, who is above it, and to whom it passes a goal on.

A vacant post is spoken for by the nearest held post above it, as everywhere in the line.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.line import (
    chain_of,
    holders_of,
    resolve_superiors,
    units_on,
)
from dutyline.kernel.organisation.models import (
    Appointment,
    Person,
    Post,
    PostVersion,
    UnitVersion,
)


@dataclass(frozen=True)
class Speaking:
    """The post that speaks, and its holders."""

    post: Post
    persons: list[Person]


def speaking_for(post: Post, on: date) -> Speaking | None:
    """Return who speaks for a post: its holders, else those of the nearest held post above."""
    persons = _holders(post, on)
    return Speaking(post, persons) if persons else superior_to(post, on)


def superior_to(post: Post, on: date, *, but: int | None = None) -> Speaking | None:
    """Return the nearest held post above one; `but` is a person who does not count."""
    for above in chain_of(post, on):
        persons = [person for person in _holders(above, on) if person.pk != but]
        if persons:
            return Speaking(above, persons)
    return None


def speaks_for(actor: Actor, post: Post, on: date) -> bool:
    """Say whether the actor speaks for a post."""
    return is_among(actor, speaking_for(post, on))


def is_among(actor: Actor, speaking: Speaking | None) -> bool:
    """Say whether the actor is one of those who speak."""
    return speaking is not None and any(actor.is_person(each.pk) for each in speaking.persons)


def people_holding(posts: Any, on: date) -> QuerySet[Person]:
    """Return who holds one of some posts on a day; `posts` are ids, or a query of them."""
    holds = Appointment.objects.on(on).filter(post__in=posts, person=OuterRef("pk"))
    return Person.objects.filter(Exists(holds))


def is_led_by(post: Post, superior: Post, on: date) -> bool:
    """Say whether a post reports to another one, directly or through vacant posts only."""
    for above in chain_of(post, on):
        if above.pk == superior.pk:
            return True
        if _holders(above, on):
            return False
    return False


def led_by(superior: Post, on: date) -> list[Post]:
    """Return the held posts that report to one on a day, directly or through vacant posts only.

    They stood that day in its unit and everything under it, or named it as their superior. Five
    statements, however many posts there are.
    """
    own = PostVersion.objects.on(on).filter(post=superior)
    unit = UnitVersion.objects.on(on).filter(unit__in=own.values("unit")).first()
    if unit is None:
        return []
    under = PostVersion.objects.on(on).within([unit.path], on).values("pk")
    near = PostVersion.objects.on(on).filter(Q(pk__in=under) | Q(superior=superior))
    posts = list(near.values_list("post_id", "unit_id", "superior_id", "heads_unit"))
    paths = dict(units_on(on, [unit.path]).values_list("unit_id", "path"))
    above = resolve_superiors(paths, posts)
    held = set(
        Appointment.objects.on(on)
        .filter(post__in=near.values("post"))
        .values_list("post", flat=True)
    )
    ids = [post for post in above if post in held and _reports(post, superior.pk, above, held)]
    rows = Post.objects.filter(pk__in=ids).select_related("unit")
    return list(rows.order_by("level", "title", "pk"))


def _reports(post: int, superior: int, above: dict[int, int | None], held: set[int]) -> bool:
    seen = {post}
    here = above.get(post)
    while here is not None and here not in seen:
        if here == superior:
            return True
        if here in held:
            return False
        seen.add(here)
        here = above.get(here)
    return False


def _holders(post: Post, on: date) -> list[Person]:
    return [each.person for each in holders_of(post, on)]
