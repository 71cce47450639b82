"""Units are closed, with what is in them or once they are empty."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.models import Place, PostVersion, Unit, UnitVersion
from dutyline.kernel.organisation.operations.effect import settle_units
from dutyline.kernel.organisation.operations.endings import end_posts, end_units
from dutyline.kernel.organisation.operations.guards import (
    EVERYWHERE,
    lock_tree,
    require_open,
)
from dutyline.kernel.organisation.operations.moves import settled_path
from dutyline.kernel.organisation.operations.versions import PART, end, reaching_past
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import BeforeHistory, StillInUse


@transaction.atomic
def close_unit(
    *,
    by: By,
    unit: Unit,
    on: date,
    at: datetime,
    with_contents: bool = False,
    reason: str = "",
) -> Unit:
    """Close a unit; `on` is the first day it no longer exists.

    Refuses while units, posts or places remain in it from that day on, unless `with_contents`
    closes them too and ends the appointments to those posts. Refuses while something is yet to
    move in.
    """
    by.require(Organisation.MANAGE, unit.path if unit.parent_id else EVERYWHERE)
    root = lock_tree(unit.path)
    unit = Unit.objects.get(pk=unit.pk)
    require_open(unit)
    units = _units_under(unit, on)
    posts = _posts_of(units, on)
    places = _places_of(units, on)
    if not with_contents and (len(units) > 1 or posts or places):
        raise StillInUse(name=unit, units=len(units) - 1, posts=len(posts), places=len(places))
    end_posts(by, posts, on, at, reason)
    end(Place, "pk", places, on)
    end_units(units, on)
    settle_units(root.path, day_at(at, root))
    unit.refresh_from_db()
    record(
        by=by,
        verb="organisation.unit_closed",
        subject=("organisation.unit", unit.pk, unit.name),
        unit_path=unit.path,
        at=at,
        reason=reason,
        day=on.isoformat(),
    )
    return unit


def _units_under(unit: Unit, on: date) -> list[int]:
    versions = UnitVersion.objects.within([settled_path(unit, on)])
    _require_none_on_its_way(versions, "unit", on)
    ids = reaching_past(versions, on).values_list("unit_id", flat=True)
    return list(ids.distinct().order_by("unit_id"))


def _posts_of(units: list[int], on: date) -> list[int]:
    found: set[int] = set()
    for start in range(0, len(units), PART):
        inside = PostVersion.objects.filter(unit__in=units[start : start + PART])
        _require_none_on_its_way(inside, "post", on)
        found.update(reaching_past(inside, on).values_list("post_id", flat=True))
    return sorted(found)


def _places_of(units: list[int], on: date) -> list[int]:
    found: list[int] = []
    for start in range(0, len(units), PART):
        inside = Place.objects.filter(unit__in=units[start : start + PART])
        found += reaching_past(inside, on).values_list("pk", flat=True)
    return found


def _require_none_on_its_way(versions: QuerySet[Any], row: str, on: date) -> None:
    """Refuse while something that lies elsewhere on `on` is to move in here later."""
    coming = reaching_past(versions.filter(valid_from__gt=on), on).exclude(
        valid_from=F(f"{row}__valid_from")
    )
    first = coming.select_related(row).order_by("valid_from", "id").first()
    if first is not None:
        raise BeforeHistory(name=getattr(first, row), since=first.valid_from)
