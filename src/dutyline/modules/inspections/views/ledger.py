"""The ledger of hidden dangers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.models import SavedView
from dutyline.modules.inspections.operations.ledger_pages import ledger_page
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter
from dutyline.modules.inspections.tables import COLUMNS, order_of, sorting_of
from dutyline.modules.inspections.views.finding_facts import address
from dutyline.modules.inspections.views.finding_scope import actor_of, require_ledger
from dutyline.modules.inspections.views.ledger_body import ledger_body
from dutyline.modules.inspections.views.ledger_filters import bar_of
from dutyline.modules.inspections.views.ledger_tabs import tabs_of
from dutyline.toolkit.counting import tally_of
from dutyline.toolkit.pages import page_read
from dutyline.toolkit.ui.filters import Dimension, FilterBar
from dutyline.toolkit.ui.parts import Link
from dutyline.toolkit.ui.remembered import said

SIZE = 50
UNASKED = "state=open&all=1"
"""What an address without a question means; `all` keeps it apart from "open or not"."""

VIEWS = gettext_lazy("Views of the ledger")


@dataclass(frozen=True)
class Offers:
    """What may be done with the findings a question (`query`) finds, and with the question."""

    query: str
    may_record: bool
    import_url: str
    may_save: bool
    own_view_url: str
    own_view_name: str


@login_required
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """List what a filter asks for, newest first unless sorted otherwise."""
    actor, now = actor_of(request), timezone.localtime()
    require_ledger(actor)
    if not request.GET:
        request.GET = QueryDict(UNASKED)
    wanted, refused = filter_of(request)
    key, order = order_of(request.GET.get("sort", ""))
    read = partial(ledger_page, actor, wanted, now.date(), order=order, size=SIZE)
    page = page_read(request, lambda cursor: read(cursor=cursor))
    bar = bar_of(actor, wanted, request.GET)
    tabs, views = tabs_of(actor, wanted, now.date(), tally_of(request))
    context = {
        "page": page,
        "body": ledger_body(page.rows, now),
        "columns": COLUMNS,
        "sorting": sorting_of(key),
        "crumbs": _crumbs(bar),
        "tabs": tabs,
        "views_label": said(VIEWS),
        "bar": bar,
        "wanted": wanted,
        "refused": refused,
        "offers": _offers(actor, request.GET.urlencode(), views),
        "everything": f"{reverse('inspections:findings')}?all=1",
    }
    return render(request, "inspections/ledger.html", context)


def filter_of(request: HttpRequest) -> tuple[LedgerFilter, str]:
    """Return the filter of an address, and the name of what in it nobody can read."""
    try:
        return LedgerFilter.read(request.GET), ""
    except BadFilter as bad:
        rest = request.GET.copy()
        rest.pop(bad.name, None)
        try:
            return LedgerFilter.read(rest), bad.name
        except BadFilter:
            return LedgerFilter(), bad.name


def _offers(actor: Actor, query: str, views: Iterable[SavedView]) -> Offers:
    """Return what one may do with the ledger; the first of `views` that is his own he may change.

    Views are those open now.
    """
    own = next((each for each in views if actor.is_person(each.owner_id)), None)
    may_import = actor.can(Inspections.LEDGER_IMPORT)
    return Offers(
        query=query,
        may_record=actor.can(Inspections.FINDING_RECORD),
        import_url=address("import_bring", "findings") if may_import else "",
        may_save=actor.person is not None,
        own_view_url=address("inspections:saved_view", own.pk) if own else "",
        own_view_name=own.name if own else "",
    )


def _crumbs(bar: FilterBar) -> list[Link]:
    """Return the unit the ledger is about: the one chosen, else the highest in reach."""
    units = next(each for each in bar.dimensions if each.name == "unit")
    choices = units.choices[1:] if isinstance(units, Dimension) else []
    about = next((each for each in choices if each.chosen), choices[0] if choices else None)
    return [Link(about.label)] if about else []
