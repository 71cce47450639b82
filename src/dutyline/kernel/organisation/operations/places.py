"""Places come to be, change hands and go out of use."""

import secrets
from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.models import Place, Unit
from dutyline.kernel.organisation.operations.guards import (
    free_code,
    provisional,
    require_free_code,
    require_open,
    require_running,
)
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import BeforeHistory, PlaceCircle


@transaction.atomic
def create_place(
    *,
    by: By,
    name: str,
    kind: str,
    unit: Unit,
    on: date,
    at: datetime,
    code: str = "",
    within: Place | None = None,
) -> Place:
    """Create a place the unit answers for from the day `on`, with a key for its printed code.

    Refuses a code already taken and a unit that does not exist from that day on.
    """
    by.require(Organisation.PLACES_MANAGE, unit.path)
    require_free_code(Place, code)
    # Locked, so that a unit moving meanwhile does not leave the place behind.
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_running(unit, on)
    if within is not None:
        require_running(within, on)
    place = Place.objects.create(
        code=code or provisional(),
        name=name,
        kind=kind,
        unit=unit,
        unit_path=unit.path,
        within=within,
        public_key=secrets.token_urlsafe(16),
        valid_from=on,
    )
    if not code:
        place.code = free_code(Place, "L", place.pk)
        place.save(update_fields=["code"])
    _tell(by, "organisation.place_created", place, at)
    return place


@transaction.atomic
def change_place(
    *, by: By, place: Place, name: str, kind: str, within: Place | None, at: datetime
) -> Place:
    """Correct name, kind and surroundings of a place; its printed code stays good.

    Refuses a place within itself.
    """
    by.require(Organisation.PLACES_MANAGE, place.unit_path)
    place = Place.objects.select_for_update(of=("self",)).select_related("unit").get(pk=place.pk)
    require_open(place)
    around = within
    while around is not None:
        if around.pk == place.pk:
            raise PlaceCircle(name=place)
        around = around.within
    place.name, place.kind, place.within = name, kind, within
    place.save(update_fields=["name", "kind", "within"])
    _tell(by, "organisation.place_changed", place, at)
    return place


@transaction.atomic
def move_place(*, by: By, place: Place, unit: Unit, on: date, at: datetime) -> Place:
    """Let another unit answer for a place, at once; its printed code stays good.

    Refuses a closed place and a unit that does not exist on the day `on`.
    """
    by.require(Organisation.PLACES_MANAGE, place.unit_path)
    by.require(Organisation.PLACES_MANAGE, unit.path)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    place = Place.objects.select_for_update(of=("self",)).select_related("unit").get(pk=place.pk)
    require_open(place)
    require_running(unit, on)
    before = place.unit.name
    place.unit, place.unit_path = unit, unit.path
    place.save(update_fields=["unit", "unit_path"])
    _tell(by, "organisation.place_moved", place, at, before=before)
    return place


@transaction.atomic
def close_place(*, by: By, place: Place, on: date, at: datetime, reason: str = "") -> Place:
    """Take a place out of use; `on` is the first day it no longer counts.

    Refuses a place already closed and a day before it was opened.
    """
    by.require(Organisation.PLACES_MANAGE, place.unit_path)
    place = Place.objects.select_for_update(of=("self",)).select_related("unit").get(pk=place.pk)
    require_open(place)
    if on < place.valid_from:
        raise BeforeHistory(name=place, since=place.valid_from)
    place.valid_to = on
    place.save(update_fields=["valid_to"])
    _tell(by, "organisation.place_closed", place, at, reason=reason, day=on.isoformat())
    return place


def _tell(by: By, verb: str, place: Place, at: datetime, *, reason: str = "", **data: str) -> None:
    record(
        by=by,
        verb=verb,
        subject=("organisation.place", place.pk, place.name),
        unit_path=place.unit_path,
        at=at,
        reason=reason,
        unit=place.unit.name,
        **data,
    )
