"""Units that are named when something is recorded."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, QuerySet

from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import PathField, within
from dutyline.toolkit.prepared import Prepared, Slot, slots


def unit_within(paths: Sequence[str], pk: int, on: date) -> Unit | None:
    """Return a unit that exists on a day and lies in these subtrees; None else."""
    found = _WITHIN.rows(len(paths), pk=pk, on=on, paths=paths)
    return found[0] if found else None


def _within(how_many_paths: int) -> QuerySet[Unit]:
    on: Any = Slot("on", DateField())
    rows = Unit.objects.on(on).filter(within(slots("paths", PathField(), how_many_paths)))
    return rows.filter(id=Slot("pk", BigIntegerField()))


_WITHIN: Prepared[Unit] = Prepared(_within)
