"""Units come to be and change their names."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.models import Unit, UnitVersion
from dutyline.kernel.organisation.operations.effect import settle_units
from dutyline.kernel.organisation.operations.guards import (
    EVERYWHERE,
    free_code,
    lock_tree,
    provisional,
    require_depth,
    require_free_code,
    require_running,
    require_time_zone,
)
from dutyline.kernel.organisation.operations.versions import amend
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record


@transaction.atomic
def create_unit(
    *,
    by: By,
    name: str,
    kind: str,
    parent: Unit | None,
    on: date,
    at: datetime,
    code: str = "",
    time_zone: str = "",
) -> Unit:
    """Create a unit under `parent` from the day `on`; without a parent it begins an enterprise.

    Refuses a code already taken, a parent that does not exist from that day on, an unknown time
    zone. Only a command may begin an enterprise.
    """
    by.require(Organisation.MANAGE, parent.path if parent else EVERYWHERE)
    require_time_zone(time_zone)
    require_free_code(Unit, code)
    if parent is not None:
        lock_tree(parent.path)
        parent = Unit.objects.get(pk=parent.pk)
        require_running(parent, on)
    unit = Unit.objects.create(
        code=code or provisional(),
        name=name,
        kind=kind,
        parent=parent,
        path=provisional(),
        depth=parent.depth + 1 if parent else 0,
        time_zone=time_zone,
        valid_from=on,
    )
    unit.code = code or free_code(Unit, "U", unit.pk)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    require_depth(unit)
    unit.save(update_fields=["code", "path"])
    for since, until, above in _paths_from(parent, on):
        UnitVersion.objects.create(
            unit=unit,
            name=name,
            kind=kind,
            parent=parent,
            path=f"{above}{unit.pk}/",
            valid_from=since,
            valid_to=until,
        )
    record(
        by=by,
        verb="organisation.unit_created",
        subject=("organisation.unit", unit.pk, name),
        unit_path=unit.path,
        at=at,
        day=on.isoformat(),
    )
    return unit


@transaction.atomic
def rename_unit(
    *, by: By, unit: Unit, name: str, on: date, at: datetime, kind: str = "", reason: str = ""
) -> Unit:
    """Give a unit another name, and another kind, from the day `on`; older days keep the old one.

    Refuses a closed unit and a day before its latest change.
    """
    by.require(Organisation.MANAGE, unit.path)
    root = lock_tree(unit.path)
    unit = Unit.objects.get(pk=unit.pk)
    before = unit.name
    amend(unit, on, name=name, kind=kind or unit.kind)
    settle_units(root.path, day_at(at, root))
    record(
        by=by,
        verb="organisation.unit_renamed",
        subject=("organisation.unit", unit.pk, name),
        unit_path=unit.path,
        at=at,
        reason=reason,
        before=before,
        day=on.isoformat(),
    )
    unit.refresh_from_db()
    return unit


@transaction.atomic
def set_time_zone(*, by: By, unit: Unit, time_zone: str, at: datetime) -> Unit:
    """Say in which time zone a unit lives; empty means that of the unit above."""
    by.require(Organisation.MANAGE, unit.path)
    require_time_zone(time_zone)
    Unit.objects.filter(pk=unit.pk).update(time_zone=time_zone)
    record(
        by=by,
        verb="organisation.time_zone_set",
        subject=("organisation.unit", unit.pk, unit.name),
        unit_path=unit.path,
        at=at,
        zone=time_zone or "–",
    )
    unit.refresh_from_db()
    return unit


def _paths_from(parent: Unit | None, on: date) -> list[tuple[date, date | None, str]]:
    """Return (from, until, path) of a parent from a day on: it may be about to move."""
    if parent is None:
        return [(on, None, "/")]
    spans: list[tuple[date, date | None, str]] = []
    versions = parent.versions.filter(overlapping(on, date.max)).order_by("valid_from", "id")
    for version in versions:
        since = max(on, version.valid_from)
        if spans and spans[-1][2] == version.path:
            since = spans.pop()[0]
        spans.append((since, version.valid_to, version.path))
    return spans
