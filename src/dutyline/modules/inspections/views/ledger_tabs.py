"""The tabs over the ledger: the questions everybody asks, and those people saved."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.models import Grade, SavedView
from dutyline.modules.inspections.operations.how_many import CAP, findings_asked_for
from dutyline.modules.inspections.operations.saved_views import first_views_of
from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter
from dutyline.toolkit.counting import Number, Tally
from dutyline.toolkit.ui.numbers import count
from dutyline.toolkit.ui.parts import Tab

Asked = tuple[str | Promise, LedgerFilter, Number | None]
"""A tab: its label, what it asks, and how many there are, where that is cheap to say."""
STANDING: tuple[tuple[Promise, LedgerFilter, bool], ...] = (
    (pgettext_lazy("tab of the ledger", "All open"), LedgerFilter(state=("open",)), False),
    (pgettext_lazy("tab of the ledger", "Overdue"), LedgerFilter(overdue=True), False),
    (pgettext_lazy("tab of the ledger", "To verify"), LedgerFilter(state=("reported",)), False),
    (
        pgettext_lazy("tab of the ledger", "Major"),
        LedgerFilter(state=("open",), grade=Grade.MAJOR),
        False,
    ),
    (_("Mine to repair"), LedgerFilter(state=("repair",)), True),
    (_("Repeats"), LedgerFilter(state=("open",), repeat=True), False),
)
"""Tabs everybody has, each with whether only what oneself must repair is meant."""


def tabs_of(
    actor: Actor, wanted: LedgerFilter, on: date, tally: Tally
) -> tuple[list[Tab], list[SavedView]]:
    """Return the tabs over what the actor sees of the ledger, and the saved views open now.

    Their counts are capped, and found by the tally.
    """
    saved = _readable(first_views_of(actor))
    address = reverse("inspections:findings")
    tabs = []
    for label, each, number in [*_standing(actor, on), *_own(actor, saved, on)]:
        count = _say_later(tally.later(number)) if number else None
        tabs.append(Tab(label, _asking(address, each), count, each == wanted))
    return tabs, [view for view, each in saved if each == wanted]


def _standing(actor: Actor, on: date) -> Iterator[Asked]:
    for label, wanted, mine in STANDING:
        if mine and actor.person is None:
            continue
        number = findings_asked_for(actor, wanted, on, mine=mine)
        whole = replace(wanted, owner=actor.person.pk) if mine and actor.person else wanted
        yield label, whole, number


def _own(
    actor: Actor, saved: Iterable[tuple[SavedView, LedgerFilter]], on: date
) -> Iterator[Asked]:
    for view, wanted in saved:
        cheap = _is_cheap(wanted)
        number = findings_asked_for(actor, wanted, on, mine=False) if cheap else None
        yield view.name, wanted, number


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


@lru_cache(maxsize=512)
def _asking(address: str, wanted: LedgerFilter) -> str:
    if wanted == LedgerFilter(state=("open",)):
        return address
    return f"{address}?{urlencode(wanted.write(), doseq=True)}"
