"""Who speaks for a post about goals, who is above it, and to whom it passes a goal on.

A vacant post is spoken for by the nearest held post above it, as everywhere in the line.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.line import chain_of, holders_of, resolve_superiors
from dutyline.kernel.organisation.models import Appointment, Person, Post, Unit


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
    """Return the held posts that report to one, directly or through vacant posts; five statements.

    They stand in its unit and everything under it, or name it as their superior.
    """
    path = superior.unit.path
    near = Q(pk__in=Post.objects.on(on).within([path]).values("pk")) | Q(superior=superior)
    posts = list(Post.objects.on(on).filter(near | Q(pk=superior.pk)).select_related("unit"))
    paths = dict(Unit.objects.on(on).within([path]).values_list("pk", "path"))
    paths |= {post.unit_id: post.unit.path for post in posts}
    above = resolve_superiors(
        paths, [(post.pk, post.unit_id, post.superior_id, post.heads_unit) for post in posts]
    )
    held = set(
        Appointment.objects.on(on)
        .filter(Q(post__unit__in=Unit.objects.within([path])) | Q(post__superior=superior))
        .values_list("post", flat=True)
    )
    led = [
        post for post in posts if post.pk in held and _reports(post.pk, superior.pk, above, held)
    ]
    return sorted(led, key=lambda post: (post.level, post.title, post.pk))


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
