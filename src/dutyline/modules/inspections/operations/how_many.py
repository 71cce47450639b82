"""The numbers that stand beside the menu and the tabs of the ledger on every page."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, QuerySet, Sum

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import scope_of
from dutyline.kernel.organisation.paths import PathField
from dutyline.modules.inspections.models import Finding, FindingStanding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.toolkit.counting import Number, keys_up_to, one_value, row_count
from dutyline.toolkit.prepared import Prepared, Slot, slots

CAP = 99
"""Tabs count no further: a larger number says the same, and costs a walk through the ledger."""


def open_findings(actor: Actor) -> Number:
    """Return how many findings are open where the actor looks, from the counts."""
    paths = actor.paths(Inspections.FINDING_VIEW)
    return one_value(_OPEN.asked(len(paths), paths=paths))


def findings_asked_for(actor: Actor, wanted: LedgerFilter, on: date, *, mine: bool) -> Number:
    """Return how many findings the actor sees under a filter, his own to repair if `mine`.

    Capped, and written once for each filter: for those that stay the same from page to page.
    """
    paths, person = scope_of(actor, Inspections.FINDING_VIEW)
    me = actor.person.pk if actor.person else None
    shape = (wanted, mine, len(paths), person is not None)
    return row_count(_ASKED.asked(*shape, paths=paths, person=person, me=me, on=on))


def _open(how_many_paths: int) -> QuerySet[Any, Any]:
    paths = slots("paths", PathField(), how_many_paths)
    units = FindingStanding.objects.filter(whole=True, unit_path__in=paths)
    # All rows are one group, whichever column names it.
    return units.order_by().values("whole").annotate(all=Sum("open")).values("all")


def _asked(
    wanted: LedgerFilter, mine: bool, how_many_paths: int, known_person: bool
) -> QuerySet[Any, Any]:
    person = Slot("person", BigIntegerField()) if known_person else None
    seen = Finding.objects.seen_from(slots("paths", PathField(), how_many_paths), person)
    if mine:
        seen = seen.filter(owner__id=Slot("me", BigIntegerField()))
    return keys_up_to(seen.matching(wanted, Slot("on", DateField())), CAP)


_OPEN = Prepared(_open)
_ASKED = Prepared(_asked)
