"""Units come to be and change their names."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.models import Unit, UnitVersion
from dutyline.kernel.organisation.operations.guards import (
    EVERYWHERE,
    lock_tree,
    provisional,
    require_running,
    require_time_zone,
)
from dutyline.kernel.organisation.paths import PathField
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import CodeTaken, TooDeep


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

    Refuses a code already taken, a parent that does not exist on the day, an unknown time zone.
    """
    by.require(Organisation.MANAGE, parent.path if parent else EVERYWHERE)
    require_time_zone(time_zone)
    if code and Unit.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    if parent is not None:
        lock_tree(parent.path)
        parent.refresh_from_db()
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
    unit.code = code or f"U{unit.pk}"
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    if len(unit.path) > PathField().max_length:
        raise TooDeep(name=name)
    unit.save(update_fields=["code", "path"])
    UnitVersion.objects.create(
        unit=unit, name=name, kind=kind, parent=parent, path=unit.path, valid_from=on
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
