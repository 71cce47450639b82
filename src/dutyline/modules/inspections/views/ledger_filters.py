"""The filter bar of the ledger, and the page with every filter there is."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import BigIntegerField, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import PathField, ancestors
from dutyline.modules.inspections.models import FindingState, Grade, Risk
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.modules.inspections.views.ledger_rarer import rarer_menus
from dutyline.toolkit.prepared import Prepared, slots
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar, Span
from dutyline.toolkit.ui.remembered import said

Text = str | Promise
MOST_UNITS = 60
STATE = _("State")
UNIT = pgettext_lazy("filter", "Unit")
RISK = pgettext_lazy("filter", "Risk")
GRADE = pgettext_lazy("filter", "Grade")
FOUND = pgettext_lazy("filter", "Found")
DUE = pgettext_lazy("filter", "Due")
ANY = pgettext_lazy("filter", "Any")
SEARCHED = _("Search words, place, number")
STATES: tuple[tuple[str, Text], ...] = (
    ("open", pgettext_lazy("findings", "Open")),
    ("registered", FindingState.REGISTERED.label),
    ("repair", pgettext_lazy("findings", "Under repair")),
    ("reported", FindingState.REPORTED.label),
    ("verified", FindingState.VERIFIED.label),
    ("closed", FindingState.CLOSED.label),
    ("merged", FindingState.MERGED.label),
    ("void", FindingState.VOID.label),
)
GRADES: tuple[tuple[str, Text], ...] = (
    ("", ANY),
    (Grade.MAJOR, pgettext_lazy("grade", "Major")),
    (Grade.GENERAL, pgettext_lazy("grade", "General")),
)
RISKS: tuple[tuple[str, Text], ...] = (
    ("", ANY),
    *((each.value, each.label) for each in (Risk.RED, Risk.ORANGE, Risk.YELLOW, Risk.BLUE)),
)


def bar_of(actor: Actor, wanted: LedgerFilter, query: QueryDict) -> FilterBar:
    """Return the bar as a filter sets it; one statement for the units, one a rarer filter."""
    menus: list[Dimension | Span] = [
        Dimension("state", said(STATE), choices(STATES, wanted.state)),
        unit_menu(actor, wanted),
        Dimension("risk", said(RISK), choices(RISKS, [wanted.risk]), many=False),
        Dimension("grade", said(GRADE), choices(GRADES, [wanted.grade]), many=False),
        Span("found", said(FOUND), *days(wanted.found_from, wanted.found_to)),
        Span("due", said(DUE), *days(wanted.due_from, wanted.due_to)),
        *rarer_menus(actor, wanted),
    ]
    return FilterBar(
        dimensions=menus,
        search=wanted.words,
        search_name="words",
        placeholder=said(SEARCHED),
        keep=[("all", "1"), *_kept(menus, query)],
    )


def _kept(menus: Sequence[Dimension | Span], query: QueryDict) -> Iterable[tuple[str, str]]:
    shown = {"words", "all", "at"}
    for menu in menus:
        shown |= {menu.name, f"{menu.name}_from", f"{menu.name}_to"}
    for name in query:
        if name not in shown:
            yield from ((name, value) for value in query.getlist(name) if value)


def unit_menu(actor: Actor, wanted: LedgerFilter) -> Dimension:
    """Return the units round the chosen one: those above it in reach, itself, and those below.

    Ten thousand units do not fit a menu; one opens the next.
    """
    paths = actor.paths(Inspections.FINDING_VIEW)
    line = ancestors(wanted.unit) if wanted.unit else []
    tops = [ancestors(path)[-1] for path in paths if path != "/"]
    known, above = [*line, *tops], line[-1:] or tops
    shape = (len(paths), len(known), len(above))
    units = _NEAR.rows(*shape, paths=paths, known=known, above=above)
    shown = [Choice("", said(ANY), chosen=not wanted.unit)]
    shown += [Choice(path, name, path == wanted.unit) for path, name in units]
    return Dimension("unit", said(UNIT), shown, many=False)


def _near(
    how_many_paths: int, how_many_known: int, how_many_above: int
) -> QuerySet[Unit, tuple[str, str]]:
    key = BigIntegerField()
    below = Q(valid_to__isnull=True, parent__id__in=slots("above", key, how_many_above))
    near = Unit.objects.within(slots("paths", PathField(), how_many_paths)).filter(
        Q(pk__in=slots("known", key, how_many_known)) | below
    )
    units: QuerySet[Unit, tuple[str, str]] = near.order_by("path").values_list("path", "name")
    return units[:MOST_UNITS]


_NEAR = Prepared(_near)


def choices(known: Sequence[tuple[str, Text]], chosen: Iterable[str]) -> list[Choice]:
    """Return choices of a menu with those marked that are on."""
    on = set(chosen)
    language = get_language()
    return [Choice(value, said(label, language), value in on) for value, label in known]


def days(first: date | None, last: date | None) -> tuple[str, str]:
    """Return two days as a date field holds them."""
    return (first.isoformat() if first else "", last.isoformat() if last else "")
