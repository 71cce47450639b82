"""What of inspections a caller may see, and what of the organisation he may name."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.callers import NotThere
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.kernel.organisation.queries import PlaceQuerySet, UnitQuerySet
from dutyline.kernel.registry import Refusal
from dutyline.modules.inspections.models import (
    Checklist,
    Finding,
    PlaceReport,
    Plan,
    Round,
    StatisticsReport,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.findings import FindingQuerySet
from dutyline.modules.inspections.queries.rounds import WALKING

CATEGORY, KIND, MAJOR_ITEM = "finding_category", "inspection_kind", "major_danger"
SEEING_ROUNDS = (Inspections.ROUND_VIEW, *WALKING)


class EntryUnknown(Refusal):
    """A key that stands in no catalogue of the day."""

    message = _("“{key}” is not in the catalogue “{kind}”.")

    def __init__(self, field: str, kind: str, key: str) -> None:
        """Blame the field of that name."""
        super().__init__(kind=kind, key=key)
        self.field = field


def token_for(actor: Actor, *permissions: str) -> None:
    """Raise NotPermitted when a token is given none of these permissions.

    What is somebody's own affair needs none at the browser; a token must be given one.
    """
    if not actor.given(*permissions):
        raise NotPermitted(permissions[0])


def require_ledger(actor: Actor) -> None:
    """Answer 404 to whoever may see no part of the ledger and has no person of his own in it."""
    token_for(actor, Inspections.FINDING_VIEW)
    if not actor.can(Inspections.FINDING_VIEW) and actor.person is None:
        raise Http404


def findings_as_shown(actor: Actor) -> FindingQuerySet:
    """Return every finding with what is shown of it; links lead only where the actor may go."""
    linked = Finding.objects.visible_to(actor).order_by()

    def seen(column: str) -> Subquery:
        return Subquery(linked.filter(pk=OuterRef(column)).values("pk")[:1])

    rows: FindingQuerySet = Finding.objects.for_ledger().select_related("company", "second_finder")
    return rows.annotate(
        seen_repeat_of=seen("repeat_of_id"), seen_merged_into=seen("merged_into_id")
    )


def findings_for(actor: Actor) -> FindingQuerySet:
    """Return the findings in scope."""
    token_for(actor, Inspections.FINDING_VIEW)
    return findings_as_shown(actor).visible_to(actor)


def rounds_for(actor: Actor) -> QuerySet[Round]:
    """Return the rounds in scope with what is shown of them."""
    token_for(actor, *SEEING_ROUNDS)
    rows: QuerySet[Round] = Round.objects.visible_to(actor).select_related("unit", "place", "post")
    return rows.prefetch_related("oddities")


def checklists_for(actor: Actor) -> QuerySet[Checklist]:
    """Return the checklists in scope."""
    rows: QuerySet[Checklist] = Checklist.objects.visible_to(actor).select_related("unit")
    return rows


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """Return the plans in scope with where they lead."""
    rows = Plan.objects.visible_to(actor).select_related("unit", "checklist", "post")
    plans: QuerySet[Plan] = rows.prefetch_related("targets__place", "targets__unit")
    return plans


def place_reports_for(actor: Actor) -> QuerySet[PlaceReport]:
    """Return the reports made without sign-in that the actor takes up."""
    rows: QuerySet[PlaceReport] = PlaceReport.objects.visible_to(actor)
    return rows.select_related("place", "unit", "decided_by")


def statistics_reports_for(actor: Actor) -> QuerySet[StatisticsReport]:
    """Return the reports of companies whose findings the actor may see as a whole."""
    rows = StatisticsReport.objects.select_related("company", "signed_by")
    return visible_to(rows, actor, Inspections.FINDING_VIEW, path_field="company__path")


def units_with(actor: Actor, permission: str) -> UnitQuerySet:
    """Return the units of today in which the actor holds a permission."""
    rows = Unit.objects.on(timezone.localdate())
    return visible_to(rows, actor, permission, path_field="path")


def places_with(actor: Actor, permission: str) -> PlaceQuerySet:
    """Return the places in use of units in which the actor holds a permission."""
    rows = Place.objects.on(timezone.localdate()).select_related("unit")
    return visible_to(rows, actor, permission)


def colleagues(actor: Actor, path: str, on: date) -> QuerySet[Person]:
    """Return the people of a subtree, and whom the actor may see beyond it."""
    paths = [path, *actor.paths(Access.ORGANISATION_VIEW)]
    rows: QuerySet[Person] = Person.objects.appointed_within(paths, on)
    return rows


def all_named(rows: QuerySet[Any], name: str, wanted: Sequence[int]) -> list[Any]:
    """Return the rows a body names in field `name`, each once; else NotThere."""
    found = {row.pk: row for row in rows.filter(pk__in=wanted)}
    for pk in wanted:
        if pk not in found:
            raise NotThere(name, pk)
    return [found[pk] for pk in dict.fromkeys(wanted)]


def require_listed(field: str, kind: str, keys: Iterable[str], on: date) -> None:
    """Refuse keys that no entry of the catalogue bears on this day; an empty one says nothing."""
    said = [key for key in keys if key]
    known = {entry.key for entry in catalogue(kind, on)} if said else set()
    for key in said:
        if key not in known:
            raise EntryUnknown(field, kind, key)
