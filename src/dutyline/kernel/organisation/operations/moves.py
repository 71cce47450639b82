"""Units move with everything under them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Length, Substr

from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.line import nearest_head
from dutyline.kernel.organisation.models import Unit, UnitVersion
from dutyline.kernel.organisation.operations.effect import settle_units
from dutyline.kernel.organisation.operations.guards import (
    LONGEST_PATH,
    lock_tree,
    require_no_circle,
    require_open,
    require_running,
)
from dutyline.kernel.organisation.paths import ancestors, subtree
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record, require_takeable
from dutyline.kernel.organisation.refusals import (
    AlreadyClosed,
    BeforeHistory,
    Circle,
    OtherTree,
    TooDeep,
)


@transaction.atomic
def move_unit(
    *, by: By, unit: Unit, parent: Unit, on: date, at: datetime, reason: str = ""
) -> Unit:
    """Put a unit, with everything under it, under another one from the day `on`.

    Days before keep the old tree. A day to come waits for the sweep `organisation.
    bring_into_effect`. Refuses a move under itself, into another enterprise, of a unit that is
    closed or about to close, under a unit that does not exist then, or dated before either moved;
    and under a unit where the actor would gain rights over it.
    """
    by.require(Organisation.MANAGE, unit.path)
    by.require(Organisation.MANAGE, parent.path)
    root = lock_tree(unit.path)
    unit, parent = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=parent.pk)
    require_takeable(by=by, unit=unit.name, path=unit.path, under=parent.path, on=on)
    old_parent = unit.parent
    relocate(unit, parent, on)
    settle_units(root.path, day_at(at, root))
    require_no_circle(nearest_head(parent, on), on)
    unit.refresh_from_db()
    record(
        by=by,
        verb="organisation.unit_moved",
        subject=("organisation.unit", unit.pk, unit.name),
        unit_path=unit.path,
        at=at,
        reason=reason,
        before=old_parent.name if old_parent else "",
        to=parent.name,
        day=on.isoformat(),
    )
    return unit


def relocate(unit: Unit, parent: Unit, on: date) -> None:
    """Write the versions of a move: one of each unit that lies under the moved one from `on`."""
    require_open(unit)
    require_running(parent, on)
    old, above = settled_path(unit, on), settled_path(parent, on)
    if above.startswith(old):
        raise Circle(name=unit)
    if ancestors(old)[0] != ancestors(above)[0]:
        raise OtherTree(name=unit)
    new = f"{above}{unit.pk}/"
    _write_paths(old, new, on)
    UnitVersion.objects.filter(unit=unit, valid_from__gte=on).update(parent=parent)


def settled_path(unit: Unit, on: date) -> str:
    """Return a unit's path on a day; refuse when it moves, or moved, after that day."""
    spans = list(
        unit.versions.filter(overlapping(on, date.max))
        .order_by("valid_from", "id")
        .values_list("valid_from", "path")
    )
    if unit.valid_to is not None and unit.valid_to <= on:
        raise AlreadyClosed(name=unit)
    if not spans or spans[0][0] > on:
        raise BeforeHistory(name=unit, since=unit.valid_from)
    for since, path in spans:
        if path != spans[0][1]:
            raise BeforeHistory(name=unit, since=since)
    return spans[0][1]


def _write_paths(old: str, new: str, on: date) -> None:
    """Give every version under `old` that reaches past `on` the new path from then on."""
    under = UnitVersion.objects.filter(subtree(old))
    running = under.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lt=on)
    longest = (
        under.filter(overlapping(on, date.max))
        .annotate(length=Length("path"))
        .order_by("-length")
        .select_related("unit")
        .first()
    )
    if longest is not None and len(longest.path) - len(old) + len(new) > LONGEST_PATH:
        raise TooDeep(name=longest.unit)
    under.filter(valid_from__gte=on).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    split = list(running.order_by("id"))
    running.update(valid_to=on)
    UnitVersion.objects.bulk_create(
        [
            UnitVersion(
                unit_id=each.unit_id,
                name=each.name,
                kind=each.kind,
                parent_id=each.parent_id,
                path=new + each.path[len(old) :],
                valid_from=on,
                valid_to=each.valid_to,
            )
            for each in split
        ],
        batch_size=1000,
    )
