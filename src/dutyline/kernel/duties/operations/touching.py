"""Which obligations a piece of evidence can touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, Q, QuerySet

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.operations.standing import Held, held, owed_rows, stand
from dutyline.kernel.duties.sql.whereabouts import Stay
from dutyline.toolkit.prepared import Prepared, Slot, slots

FEW = 8
"""Posts one person holds at a moment, at most; more are asked for in a statement of their own."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What of pieces of one kind and moment says whose obligations they can touch.

    `since` is the earliest due moment whose grace has not run out. The condition is written the
    same way of values and of slots that wait for them.
    """

    kind: Any
    persons: Sequence[Any]
    posts: Sequence[Any]
    about: Any
    at: Any
    since: Any

    def condition(self) -> Q:
        """Return which obligations these are.

        Those running or in grace at the moment and, where grace lets a piece count for an earlier
        period, every later one.
        """
        running = Q(about="", grace_until__gte=self.at) & (
            Q(starts_at__lte=self.at) | Q(version__grace_days__gt=0)
        )
        # Not needed for the answer: it lets the indexes by due moment find the rows.
        running &= Q(due_at__gte=self.since)
        # Each way to owe has its own index, so each is a condition of its own.
        persons, posts = self.persons, self.posts
        where = Q(running, person__id__in=persons)
        if posts:
            where |= Q(running, person=None, post__id__in=posts)
            where |= Q(running, covered_by__id__in=posts)
        if self.about:
            own = Q(person=None) | Q(person__id__in=persons)
            where |= Q(own, about=self.about, starts_at__lte=self.at)
        return where & Q(version__evidence_kind=self.kind)


def touched_by(pieces: Sequence[Evidence], stays: Sequence[Stay], grace_days: int) -> Touch:
    """Return what pieces of one kind and moment can touch; `grace_days` is the longest grace."""
    first = pieces[0]
    at, on = first.occurred_at, first.occurred_on
    posts = {stay.post_id for stay in stays if not stay.named and stay.is_true_on(on)}
    posts |= {each.post_id for each in pieces}
    return Touch(
        kind=first.kind,
        persons=sorted({each.person_id for each in pieces}),
        posts=sorted(post for post in posts if post is not None),
        about=first.about,
        at=at,
        since=at - timedelta(days=grace_days + 2),
    )


def held_by_touch(touch: Touch) -> list[Held]:
    """Return the obligations touched, locked, by id."""
    if len(touch.persons) > 1 or len(touch.posts) > FEW:
        return held(touch.condition())
    found = _TOUCHED.rows(
        len(touch.posts),
        bool(touch.about),
        kind=touch.kind,
        person=touch.persons[0],
        posts=touch.posts,
        about=touch.about,
        at=touch.at,
        since=touch.since,
    )
    return stand(found)


def _touched(how_many_posts: int, about_something: bool) -> QuerySet[Any, tuple[Any, ...]]:
    moment = DateTimeField()
    waiting = Touch(
        kind=Slot("kind", CharField()),
        persons=[Slot("person", BigIntegerField())],
        posts=slots("posts", BigIntegerField(), how_many_posts),
        about=Slot("about", CharField()) if about_something else "",
        at=Slot("at", moment),
        since=Slot("since", moment),
    )
    return owed_rows(waiting.condition())


_TOUCHED = Prepared(_touched)
