"""The tabs over the ledger: the questions everybody asks, and those people saved."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.models import Grade, SavedView
from dutyline.modules.inspections.operations.saved_views import views_of
from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter
from dutyline.modules.inspections.queries.findings import FindingQuerySet
from dutyline.toolkit.counting import Tally, capped_count
from dutyline.toolkit.ui.numbers import count
from dutyline.toolkit.ui.parts import Tab

CAP = 99
"""Tabs count no further: a larger number says the same, and costs a walk through the ledger."""
MOST_VIEWS = 12


def tabs_of(
    actor: Actor, wanted: LedgerFilter, seen: FindingQuerySet, on: date, tally: Tally
) -> tuple[list[Tab], list[SavedView]]:
    """Return the tabs over what is seen of the ledger, and the saved views open now.

    Their counts are capped, and found by the tally.
    """
    saved = _readable(list(views_of(actor)[:MOST_VIEWS]))
    asked = [(label, each, True) for label, each in _standing(actor)]
    asked += [(view.name, each, _is_cheap(each)) for view, each in saved]
    address = reverse("inspections:findings")
    tabs = []
    for label, each, cheap in asked:
        number = tally.later(capped_count(seen.matching(each, on), CAP)) if cheap else None
        count = _say_later(number) if number else None
        tabs.append(Tab(label, _asking(address, each), count, each == wanted))
    return tabs, [view for view, each in saved if each == wanted]


def _standing(actor: Actor) -> list[tuple[str | Promise, LedgerFilter]]:
    tabs: list[tuple[str | Promise, LedgerFilter]] = [
        (pgettext_lazy("tab of the ledger", "All open"), LedgerFilter(state=("open",))),
        (pgettext_lazy("tab of the ledger", "Overdue"), LedgerFilter(overdue=True)),
        (pgettext_lazy("tab of the ledger", "To verify"), LedgerFilter(state=("reported",))),
        (
            pgettext_lazy("tab of the ledger", "Major"),
            LedgerFilter(state=("open",), grade=Grade.MAJOR),
        ),
    ]
    if actor.person is not None:
        mine = LedgerFilter(state=("repair",), owner=actor.person.pk)
        tabs.append((_("Mine to repair"), mine))
    tabs.append((_("Repeats"), LedgerFilter(state=("open",), repeat=True)))
    return tabs


def _readable(saved: list[SavedView]) -> list[tuple[SavedView, LedgerFilter]]:
    """Leave out what a later version of the filter no longer understands."""
    read = []
    for view in saved:
        try:
            read.append((view, LedgerFilter.read(view.query)))
        except BadFilter:
            continue
    return read


def _is_cheap(wanted: LedgerFilter) -> bool:
    """Say whether an index narrows the question enough to be counted on every page."""
    return not wanted.words and (wanted.overdue or wanted.state in (("open",), ("repair",)))


def _say(read: Callable[[], int]) -> str:
    number = read()
    return f"{CAP}+" if number > CAP else count(number)


_say_later = lazy(_say, str)


def _asking(address: str, wanted: LedgerFilter) -> str:
    if wanted == LedgerFilter(state=("open",)):
        return address
    return f"{address}?{urlencode(wanted.write(), doseq=True)}"
