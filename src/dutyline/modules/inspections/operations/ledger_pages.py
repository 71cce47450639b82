"""Pages of the ledger as they are shown: its lines under a filter, in an order."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, QuerySet
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import scope_of
from dutyline.kernel.organisation.paths import PathField
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.toolkit.paging import Column, Page, keyset_page
from dutyline.toolkit.prepared import Slot, slots
from dutyline.toolkit.prepared_pages import PreparedPages


def ledger_page(
    actor: Actor,
    wanted: LedgerFilter,
    on: date,
    *,
    order: Sequence[str | Column],
    cursor: str | None,
    size: int,
) -> Page[Any]:
    """Return a page of lines of what the actor sees under a filter; `on` is today.

    One statement, written once for each filter; raises BadCursor.
    """
    if wanted.words:
        # How words are best looked for depends on how many rows hold them just now.
        rows = Finding.objects.visible_to(actor).matching(wanted, on).for_lines()
        return keyset_page(rows, order, cursor, size)
    paths, person = scope_of(actor, Inspections.FINDING_VIEW)
    shape = (wanted, timezone.get_current_timezone_name(), len(paths), person is not None)
    values = {"paths": paths, "person": person, "on": on}
    return _LINES.page(*shape, order=order, cursor=cursor, size=size, **values)


def _lines(
    wanted: LedgerFilter, _zone: str, how_many_paths: int, known_person: bool
) -> QuerySet[Any, Any]:
    person = Slot("person", BigIntegerField()) if known_person else None
    seen = Finding.objects.seen_from(slots("paths", PathField(), how_many_paths), person)
    # Days of assigning are those of the zone, which is part of the shape for that.
    return seen.matching(wanted, Slot("on", DateField())).for_lines()


_LINES = PreparedPages(Finding.objects.all(), _lines)
