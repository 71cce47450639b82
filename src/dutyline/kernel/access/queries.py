"""The one way rows are narrowed to what an actor may see."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Length, Substr

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import CustomRole, Grant
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.registry import roles

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


def granted(person_id: int, permission: str, on: date, *, path: str) -> QuerySet[Grant]:
    """Return the grants that give a person a permission over a row of the outer query.

    For `Exists`, where there is a person but no actor: to him or to a post he holds, in the unit
    of the row's `path` or above. What comes with a post without a grant is not among them.
    """
    house = [key for key, role in roles().items() if permission in role.permissions]
    own = CustomRole.objects.annotate(said=Cast("permissions", TextField())).filter(
        said__contains=f'"{permission}"'
    )
    held = Appointment.objects.on(on).filter(person=person_id)
    above = Substr(OuterRef(path), 1, Length("unit__path"))
    return Grant.objects.on(on).filter(
        Q(role__in=house) | Q(role__in=own.values("key")),
        Q(person=person_id) | Q(post__in=held.values("post")),
        unit__path=above,
    )
