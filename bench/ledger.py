"""The ledger as a person sees it who may see half: its pages, deep ones, and what search finds."""

import gzip
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.urls import reverse

from bench.bare import LEDGER
from bench.findings import LAST_FOUND, RARE, YEARS
from bench.lines import Line, at_most, told
from bench.measuring import Cost, counted, measure
from bench.site import actor, browser
from bench.weight import weigh
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.modules.inspections.queries.findings import LEDGER_ORDER
from dutyline.toolkit.paging import keyset_page

PAGES = {
    "open, newest first": "",
    "open, by deadline": "state=open&sort=due",
    "open, gravest risk first": "state=open&sort=risk",
    "open, by number": "state=open&sort=-number",
    "open and major": "state=open&grade=major",
    "open, of one category": "state=open&category=things.bench3",
    "closed": "state=closed",
    "overdue, by deadline": "overdue=1&sort=due",
    "everything": "all=1",
}
SEARCHES = {
    "a word in every eighth": "words=护栏&all=1",
    "two words": "words=气体 detector&all=1",
    "a word in one of ten thousand": f"words={RARE[:3]}&all=1",
    "a word nowhere": "words=zzzz&all=1",
}

ELSEWHERE = "/errands/"
"""A page as empty at every size."""


class Ledger:
    """Pages of the ledger at the sizes measured so far."""

    def __init__(self, times: int) -> None:
        """Sign in."""
        self.times = times
        self.get = browser("half")
        self.address = reverse("inspections:findings")
        self.sizes: dict[int, dict[str, tuple[Cost, float]]] = {}

    def page(self, query: str) -> Cost:
        """Measure one page."""
        return measure(lambda: self.get(f"{self.address}?{query}"), self.times)

    def measure(self, size: int) -> None:
        """Measure every page of a ledger of this size, and each time one that knows no ledger.

        Minutes lie between two sizes, in which a machine becomes faster or slower by half.
        """
        self.sizes[size] = {
            name: (self.page(query), measure(lambda: self.get(ELSEWHERE), self.times).best)
            for name, query in PAGES.items()
        }

    def lines(self) -> Iterator[Line]:
        """Yield what came of the pages, the smallest ledger against the largest."""
        small, large = self.sizes[min(self.sizes)], self.sizes[max(self.sizes)]
        for name in PAGES:
            (cost, pace), (cost_then, pace_then) = large[name], small[name]
            yield at_most(f"Ledger, {name}: app CPU", cost.cpu, 20, "ms")
            yield at_most(f"Ledger, {name}: statements", cost.statements, 8, "")
            ratio = (cost.best / pace) / (cost_then.best / pace_then)
            yield told(f"Ledger, {name}: p50", cost.typical, "ms")
            yield at_most(
                f"Ledger, {name}: p50 at {max(self.sizes):,} ÷ at {min(self.sizes):,}",
                ratio,
                1.5,
                "×",
            )

    def deep(self) -> Iterator[Line]:
        """Yield how a page from the middle of the ledger compares with the first."""
        middle = LAST_FOUND - timedelta(days=YEARS * 365 // 2)
        rows = Finding.objects.visible_to(actor("half")).matching(
            LedgerFilter(state=("open",)), LAST_FOUND.date()
        )
        cursor = keyset_page(rows.filter(found_at__lt=middle), LEDGER_ORDER, None, 50).next
        first, deep = self.page("state=open"), self.page(f"state=open&at={cursor}")
        ratio = deep.best / first.best
        yield at_most("Ledger, a page from the middle ÷ the first", ratio, 1.3, "×")

    def rows(self) -> Iterator[Line]:
        """Yield what reading the rows of a page costs, against hand-written SQL for the same."""
        by = actor("half")
        seen = Finding.objects.visible_to(by)
        wanted = seen.matching(LedgerFilter(state=("open",)), LAST_FOUND.date()).for_lines()
        ours = measure(lambda: keyset_page(wanted, LEDGER_ORDER, None, 50), self.times)
        paths = by.paths(Inspections.FINDING_VIEW)
        ranges = ["f.unit_path >= %s AND f.unit_path < %s"] * len(paths)
        sql = LEDGER.format(ranges=" OR ".join(ranges))
        own = [by.person.pk] * 4 if by.person else []
        values = [value for path in paths for value in (path, path[:-1] + "0")] + own

        def raw() -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                cursor.fetchall()

        bare = measure(raw, self.times)
        yield told("Rows of a ledger page, ours", ours.typical, "ms")
        yield told("Rows of a ledger page, hand-written SQL", bare.typical, "ms")
        yield told("Rows of a ledger page, ours ÷ hand-written", ours.best / bare.best, "×")

    def searches(self) -> Iterator[Line]:
        """Yield how finding words compares with the first page of the ledger."""
        page = self.page("all=1")
        for name, query in SEARCHES.items():
            ratio = self.page(query).best / page.best
            yield at_most(f"Search for {name} ÷ a ledger page", ratio, 5, "×")

    def weight(self) -> Iterator[Line]:
        """Yield what the page weighs."""
        reply = self.get(self.address)
        found = weigh(reply, gzip.decompress(reply.content).decode())
        yield at_most("Ledger page, first visit", found.cold / 1024, 150, "KB")
        yield at_most("Ledger page, later visits", found.warm / 1024, 25, "KB")
        yield at_most("Ledger page, requests of a first visit", found.requests, 10, "")
        yield at_most("Ledger page, elements", found.nodes, 1500, "")

    def home(self) -> Iterator[Line]:
        """Yield what my duties cost."""
        cost = measure(lambda: self.get("/"), self.times)
        yield told("My duties: app CPU", cost.cpu, "ms")
        with counted() as sent:
            self.get("/")
        yield told("My duties: statements", len(sent), "")
