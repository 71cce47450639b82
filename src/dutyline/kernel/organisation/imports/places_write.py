"""Writes what a file of places changes."""

import secrets
from datetime import date

from dutyline.kernel.organisation.imports.places_plan import Entry, PlacesPlanner
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.operations.guards import free_code
from dutyline.kernel.organisation.operations.versions import PART, end
from dutyline.kernel.organisation.ports import Act, By, record_many
from dutyline.kernel.registry.imports import Options

AT_ONCE = 500


def write_places(planner: PlacesPlanner, options: Options, by: By) -> None:
    """Create, change and close places."""
    day = options.as_of
    reason = f"{planner.source}, {day.isoformat()}"
    acts: list[Act] = []
    entries = list(planner.entries.values())
    changed = [entry for entry in entries if planner.differs(entry)]
    fresh = _create([entry for entry in entries if entry.known is None], day)
    pks = {folded(place.code): place.pk for place in planner.codes.values()}
    pks |= {key: entry.pk for key, entry in planner.entries.items() if entry.pk}
    touched: list[Place] = []
    for entry in changed:
        place = entry.known
        if place is None:
            continue
        place.name, place.kind, place.unit = entry.name, entry.kind, entry.unit
        place.unit_path, place.valid_to = entry.unit.path, None
        place.within_id = pks[entry.within] if entry.within else place.within_id
        touched.append(place)
        verb = "created" if entry.reopens else "changed"
        acts.append(_act(verb, place, reason, unit=entry.unit.name))
    columns = ["name", "kind", "unit", "unit_path", "valid_to", "within"]
    Place.objects.bulk_update(touched, columns, AT_ONCE)
    inside: list[Place] = []
    for entry, place in fresh:
        if entry.within:
            place.within_id = pks[entry.within]
            inside.append(place)
        acts.append(_act("created", place, reason, unit=entry.unit.name))
    Place.objects.bulk_update(inside, ["within"], AT_ONCE)
    end(Place, "pk", [place.pk for place in planner.closing], day)
    acts += [_act("closed", place, reason, day=day.isoformat()) for place in planner.closing]
    ids = [entry.known.pk if entry.known else entry.pk for entry in entries]
    opened = [entry.pk for entry in entries if entry.known is None]
    planner.families.leave("place", ids, opened, day, min(ids, default=0))
    record_many(by=by, acts=acts, at=options.at)
    options.progress(1, 1)


def _create(entries: list[Entry], day: date) -> list[tuple[Entry, Place]]:
    rows = [
        Place(
            code=entry.code or f"~{secrets.token_hex(8)}",
            name=entry.name,
            kind=entry.kind,
            unit=entry.unit,
            unit_path=entry.unit.path,
            public_key=secrets.token_urlsafe(16),
            valid_from=day,
        )
        for entry in entries
    ]
    pairs = list(zip(entries, Place.objects.bulk_create(rows, PART), strict=True))
    for entry, row in pairs:
        entry.pk = row.pk
    _give_codes([row for entry, row in pairs if not entry.code])
    return pairs


def _give_codes(rows: list[Place]) -> None:
    """Give places entered without a code one that says which they are."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        plain = {f"L{row.pk}" for row in some}
        taken = set(Place.objects.filter(code__in=plain).values_list("code", flat=True))
        for row in some:
            code = f"L{row.pk}"
            row.code = free_code(Place, "L", row.pk) if code in taken else code
        Place.objects.bulk_update(some, ["code"])


def _act(verb: str, place: Place, reason: str, **data: str) -> Act:
    return Act(
        f"organisation.place_{verb}",
        "organisation.place",
        place.pk,
        place.name,
        place.unit_path,
        reason,
        data,
    )
