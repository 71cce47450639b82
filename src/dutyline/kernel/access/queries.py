"""The one way rows are narrowed to what an actor may see."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.paths import within

Rows = TypeVar("Rows", bound=QuerySet[Any])


def scope_of(
    actor: Actor, permission: str, *, own: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], int | None]:
    """Return what `visible_to` narrows by: the subtrees, and the person whose affairs count.

    For prepared queries, which are written before anybody asks.
    """
    counts = actor.person is not None and actor.given(permission, *own)
    return actor.paths(permission), actor.person.pk if actor.person and counts else None


def visible_to(
    rows: Rows,
    actor: Actor,
    permission: str,
    *,
    path_field: str = "unit_path",
    involved: Q | None = None,
    own: tuple[str, ...] = (),
) -> Rows:
    """Keep what lies in the actor's subtrees for `permission`, or involves him.

    Rights stay in the statement as ranges of paths, never as lists of ids. `involved` is the
    condition under which a row is a person's own affair wherever it lies; of a token only if it was
    given the permission or one of `own`.
    """
    if actor.is_system:
        return rows
    condition = within(actor.paths(permission), path_field)
    if involved is not None and actor.person is not None and actor.given(permission, *own):
        condition |= involved
    return rows.filter(condition)
