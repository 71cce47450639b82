"""The lines of the ledger as HTML.

Built as text, a line by one format: as a loop of a template fifty lines took as long as every
statement of the page together.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dutyline.modules.inspections.models import OPEN, RISK_LEVELS, FindingState, Grade
from dutyline.modules.inspections.tables import short_number, spot_in
from dutyline.toolkit.ui.markup import format_rows
from dutyline.toolkit.ui.numbers import NOTHING
from dutyline.toolkit.ui.remembered import said
from dutyline.toolkit.ui.tags.lines import risk_mark, step_mark
from dutyline.toolkit.ui.tags.tables import due_dates
from dutyline.toolkit.ui.when import short_dates

STEPS = 6
"""Found, graded, assigned, repaired, verified, closed."""
DONE: dict[str, int] = {
    FindingState.REGISTERED: 2,
    FindingState.ASSIGNED: 3,
    FindingState.IN_WORK: 3,
    FindingState.EXTENSION_ASKED: 3,
    FindingState.REPORTED: 4,
    FindingState.VERIFIED: 5,
    FindingState.CLOSED: 6,
    FindingState.MERGED: 2,
    FindingState.VOID: 2,
}
PENDING = frozenset(OPEN) - {FindingState.REPORTED, FindingState.VERIFIED}
"""States in which the deadline still matters."""
LINE = """<tr role="row">\
<td role="cell" class="cell-no when-roomy">{number}</td>\
<th role="rowheader" scope="row" class="cell-title"><a href="{url}">{title}</a>\
<span class="under">{major}{where}</span></th>\
<td role="cell">{risk}</td>\
<td role="cell">{state}</td>\
<td role="cell" class="cell-end">{owner}</td>\
<td role="cell" class="cell-end cell-first">{due}</td>\
<td role="cell" class="when-roomy">{found}</td>\
</tr>
"""


def ledger_body(rows: Iterable[Any], now: datetime) -> SafeString:
    """Return the lines of rows as `for_lines` loads them; `now` decides what is overdue."""
    # What many rows share is looked up, translated and drawn once.
    address = reverse("inspections:finding", args=[0]).removesuffix("0/")
    words = {state.value: said(state.label) for state in FindingState}
    majors = {Grade.MAJOR.value: format_html("<b>{}</b> · ", _("Major hidden danger"))}
    risks = {risk: risk_mark(level) for risk, level in RISK_LEVELS.items()}
    nothing = format_html('<span class="zero">{}</span>', NOTHING)
    today, zone = now.date(), now.tzinfo
    due_words, day_words = due_dates(now), short_dates(now)

    @cache
    def step(state: str, over: bool) -> SafeString:
        return step_mark(words[state], DONE[state], STEPS, now=state in OPEN, over=over)

    def line(row: Any) -> dict[str, object]:
        due, state = row.due_on, row.state
        pending = state in PENDING
        return {
            "url": f"{address}{row.id}/",
            "number": short_number(row.number),
            "title": row.title,
            "major": majors.get(row.grade, ""),
            "where": spot_in(row.place__name or row.unit__name, row.spot),
            "risk": risks.get(row.risk, nothing),
            "state": step(state, pending and due is not None and due < today),
            "owner": row.owner__name or nothing,
            "due": due_words(due, pending),
            "found": day_words(row.found_at.astimezone(zone).date()),
        }

    return format_rows(LINE, map(line, rows))
