"""The ledger of hidden dangers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter
from dutyline.modules.inspections.tables import COLUMNS, order_of, sorting_of
from dutyline.modules.inspections.views.finding_facts import address
from dutyline.modules.inspections.views.finding_scope import actor_of, require_ledger
from dutyline.modules.inspections.views.ledger_body import ledger_body
from dutyline.modules.inspections.views.ledger_filters import bar_of
from dutyline.modules.inspections.views.ledger_tabs import tabs_of
from dutyline.toolkit.counting import tally_of
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Dimension, FilterBar
from dutyline.toolkit.ui.parts import Link

SIZE = 50
UNASKED = "state=open&all=1"
"""What an address without a question means; `all` keeps it apart from "open or not"."""


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
    seen = Finding.objects.visible_to(actor)
    page = page_of(request, seen.matching(wanted, now.date()).for_lines(), order, SIZE)
    bar = bar_of(actor, wanted, request.GET)
    tabs, views = tabs_of(actor, wanted, seen, now.date(), tally_of(request))
    context = {
        "page": page,
        "body": ledger_body(page.rows, now),
        "columns": COLUMNS,
        "sorting": sorting_of(key),
        "crumbs": _crumbs(bar),
        "tabs": tabs,
        "own_view": next((each for each in views if each.owner_id == _person(actor)), None),
        "bar": bar,
        "wanted": wanted,
        "refused": refused,
        "query": request.GET.urlencode(),
        "may_record": actor.can(Inspections.FINDING_RECORD),
        "may_export": actor.can(Access.EXPORT) or actor.can(Inspections.FINDING_VIEW),
        "may_import": actor.can(Inspections.LEDGER_IMPORT),
        "import_url": address("import_bring", "findings"),
        "may_save": actor.person is not None,
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


def _crumbs(bar: FilterBar) -> list[Link]:
    """Return the unit the ledger is about: the one chosen, else the highest in reach."""
    units = next(each for each in bar.dimensions if each.name == "unit")
    choices = units.choices[1:] if isinstance(units, Dimension) else []
    about = next((each for each in choices if each.chosen), choices[0] if choices else None)
    return [Link(about.label)] if about else []


def _person(actor: Actor) -> int | None:
    return actor.person.pk if actor.person else None
