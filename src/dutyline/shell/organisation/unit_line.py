"""What a unit owed lately and how it stands, for who may see its line."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import State
from dutyline.kernel.duties.reading import unit_line
from dutyline.kernel.organisation.models import Unit
from dutyline.shell.duties.lines import line_of_days
from dutyline.shell.line.columns import filled
from dutyline.shell.line.numbers import count_urls
from dutyline.shell.line.spans import Span, usual_span
from dutyline.toolkit.ui.line import Line
from dutyline.toolkit.ui.numbers import count
from dutyline.toolkit.ui.parts import Entry


@dataclass(frozen=True)
class UnitLine:
    """The last thirty days of a unit with everything under it; each count leads to its list."""

    span: Span
    line: Line
    kept: int
    decided: int
    urls: dict[str, str]
    board_url: str


def unit_line_for(actor: Actor, unit: Unit, today: date) -> UnitLine | None:
    """Return a unit's line, None for who may not see it."""
    if not actor.can(Access.LINE_VIEW, unit.path):
        return None
    span = usual_span(today)
    line = line_of_days(unit_line(unit, span.first, span.last, today), today)
    counts = line.counts
    return UnitLine(
        span,
        line,
        counts[State.ON_TIME],
        counts[State.ON_TIME] + counts[State.LATE] + counts[State.MISSED],
        count_urls(unit.pk, span, today),
        f"{reverse('line_of_unit', args=[unit.pk])}?{span.query}",
    )


def numbers_for(actor: Actor, unit: Unit) -> list[Entry]:
    """Return the numbers modules add to boards, of this unit with everything under it."""
    entries = []
    for each in filled(actor, [unit.path]):
        cell = each.cell(unit.path)
        note = " · ".join(f"{name} {number}" for name, number in cell.parts.items())
        url = cell.url if cell.count else ""
        entries.append(Entry(each.column.label, count(cell.count), note=note, url=url))
    return entries
