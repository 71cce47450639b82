"""Places come to be, change and go out of use."""

import secrets
from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.models import Place, Unit
from dutyline.kernel.organisation.operations.guards import provisional, require_running
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import CodeTaken


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

    Refuses a code already taken and a unit that does not exist on the day.
    """
    by.require(Organisation.PLACES_MANAGE, unit.path)
    if code and Place.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    require_running(unit, on)
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
        place.code = f"L{place.pk}"
        place.save(update_fields=["code"])
    record(
        by=by,
        verb="organisation.place_created",
        subject=("organisation.place", place.pk, name),
        unit_path=unit.path,
        at=at,
        unit=unit.name,
    )
    return place
