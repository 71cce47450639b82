"""Named filters of the ledger."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField, Q, QuerySet

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.models import SavedView
from dutyline.modules.inspections.operations.refusals import NameMissing, NameTaken
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.toolkit.prepared import Prepared, Slot, slots

MOST_TABS = 12
"""Views that stand beside the ledger's own tabs."""
MOST = 100
"""Views one person keeps; more is a sign of something else."""


@transaction.atomic
def save_view(
    *, by: Actor, name: str, wanted: LedgerFilter, at: datetime, unit: Unit | None = None
) -> SavedView:
    """Keep a filter under a name, for oneself or shared with a unit and everything under it.

    What a view shows is always narrowed to what its reader may see. Raises NameMissing, NameTaken.
    """
    if by.person is None:
        raise NotPermitted(Inspections.FINDING_VIEW)
    if unit is not None:
        by.require(Inspections.VIEW_SHARE, unit.path)
    if not name.strip():
        raise NameMissing
    mine = SavedView.objects.filter(owner=by.person)
    if mine.filter(name=name.strip()).exists() or mine.count() >= MOST:
        raise NameTaken(name=name)
    return SavedView.objects.create(
        owner=by.person, name=name.strip()[:100], query=wanted.write(), unit=unit, saved_at=at
    )


@transaction.atomic
def change_view(
    *, by: Actor, view: SavedView, wanted: LedgerFilter, at: datetime, unit: Unit | None = None
) -> SavedView:
    """Keep another filter under the name of one's own view, or share it otherwise."""
    _require_own(by, view)
    if unit is not None:
        by.require(Inspections.VIEW_SHARE, unit.path)
    view.query, view.unit, view.saved_at = wanted.write(), unit, at
    view.save(update_fields=["query", "unit", "saved_at"])
    return view


@transaction.atomic
def drop_view(*, by: Actor, view: SavedView) -> None:
    """Forget one's own view; those it was shared with lose it too."""
    _require_own(by, view)
    view.delete()


def views_of(actor: Actor) -> QuerySet[SavedView]:
    """Return the actor's own views and those shared with the units he works in, by name."""
    person = actor.person.pk if actor.person else None
    return _views(person, _units_of(actor))


def first_views_of(actor: Actor) -> list[SavedView]:
    """Return as many of `views_of` as there are tabs for; asked for on every page of the ledger."""
    units = _units_of(actor)
    person = actor.person.pk if actor.person else None
    return _FIRST.rows(len(units), person=person, units=units)


def _units_of(actor: Actor) -> list[int]:
    return sorted({unit for held in actor.appointments for unit in ancestors(held.post.unit.path)})


def _views(person: int | Slot | None, units: Iterable[int | Slot]) -> QuerySet[SavedView]:
    return (
        SavedView.objects.filter(Q(owner__id=person) | Q(unit__id__in=units))
        .select_related("owner")
        .order_by("name", "id")
    )


def _first(how_many_units: int) -> QuerySet[SavedView]:
    key = BigIntegerField()
    return _views(Slot("person", key), slots("units", key, how_many_units))[:MOST_TABS]


_FIRST = Prepared(_first)


def _require_own(by: Actor, view: SavedView) -> None:
    if not by.is_person(view.owner_id):
        raise NotPermitted(Inspections.FINDING_VIEW)
