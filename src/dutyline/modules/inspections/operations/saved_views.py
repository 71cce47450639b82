"""Named filters of the ledger."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.models import SavedView
from dutyline.modules.inspections.operations.refusals import NameTaken, NothingSaid
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter

MOST = 100
"""Views one person keeps; more is a sign of something else."""


@transaction.atomic
def save_view(
    *, by: Actor, name: str, wanted: LedgerFilter, at: datetime, unit: Unit | None = None
) -> SavedView:
    """Keep a filter under a name, for oneself or shared with a unit and everything under it.

    What a view shows is always narrowed to what its reader may see. Raises NameTaken.
    """
    if by.person is None:
        raise NotPermitted(Inspections.FINDING_VIEW)
    if unit is not None:
        by.require(Inspections.VIEW_SHARE, unit.path)
    if not name.strip():
        raise NothingSaid
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
    units = {
        unit for appointment in actor.appointments for unit in ancestors(appointment.post.unit.path)
    }
    person = actor.person.pk if actor.person else None
    return (
        SavedView.objects.filter(Q(owner=person) | Q(unit__in=units))
        .select_related("owner")
        .order_by("name", "id")
    )


def _require_own(by: Actor, view: SavedView) -> None:
    if not by.is_person(view.owner_id):
        raise NotPermitted(Inspections.FINDING_VIEW)
