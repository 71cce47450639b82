"""Asks every kind of thing what a change touches of it, within what whoever asks may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import (
    Change,
    Start,
    Text,
    TouchedSource,
    TouchedThing,
    touched_sources,
)

SHOWN = 6
"""Things a kind shows beside the others."""


@dataclass(frozen=True)
class Group:
    """The things of one kind; `following` is the key after which there are more, "" at the end."""

    key: str
    label: Text
    total: int
    things: Sequence[TouchedThing]
    starts: Sequence[Start]
    following: str


def sources_for(actor: Actor) -> list[TouchedSource]:
    """Return the kinds of thing the actor may see something of."""
    return [
        source
        for source in touched_sources()
        if not source.permission or actor.can(source.permission)
    ]


def groups_of(actor: Actor, change: Change, *, limit: int = SHOWN) -> list[Group]:
    """Return the first things of every kind a change touches; a kind it does not is left out."""
    found = (group_of(actor, change, source, limit=limit) for source in sources_for(actor))
    return [group for group in found if group.total]


def group_of(
    actor: Actor, change: Change, source: TouchedSource, *, after: str = "", limit: int
) -> Group:
    """Return the things of one kind that follow a key."""
    # One more than is shown tells whether there are more.
    found = source.find(actor, change, after, limit + 1)
    things = list(found.things[:limit])
    following = things[-1].key if len(found.things) > limit else ""
    return Group(source.key, source.label, found.total, things, found.starts, following)
