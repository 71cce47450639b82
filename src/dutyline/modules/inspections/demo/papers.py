"""Papers of the half-year: statistics made and signed each quarter, views of the ledger kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.lives import Step
from dutyline.modules.inspections.demo.people import somebody
from dutyline.modules.inspections.models import Grade, StatisticsReport
from dutyline.modules.inspections.operations import make_figures, save_view, sign_statistics
from dutyline.modules.inspections.operations.statistics_reports import open_statistics
from dutyline.modules.inspections.queries.filters import LedgerFilter

COMPANIES = ("resin", "coatings")
MADE_ON, SIGNED_ON = 7, 11
"""Days of the month after a quarter."""
VIEW = {"en": "Major, overdue", "zh": "重大且超期"}
DUE_SOON = timedelta(days=25)
"""How far ahead what is made now is due: the report of a year has the longest time."""


@dataclass(frozen=True)
class Papers:
    """Who makes and signs what; the ledger decides what there is to report."""

    stage: Stage
    tz: ZoneInfo

    def statistics(self) -> Iterator[Step]:
        """Yield the opening, making and signing of what the months bring.

        The sweep itself is no part of the story: told among the recent weeks, it would open last
        what fell due first.
        """
        day = self.stage.begins
        while day <= self.stage.now.astimezone(self.tz).date():
            opened_at = self.stage.at(day, 1)
            yield opened_at, partial(open_statistics, opened_at)
            for company in COMPANIES:
                made_at = self.stage.at(day.replace(day=MADE_ON), 14.5)
                signed_at = self.stage.at(day.replace(day=SIGNED_ON), 10.2)
                yield made_at, partial(self._make, company, made_at)
                yield signed_at, partial(self._sign, company, signed_at)
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)

    def views(self) -> Step:
        """Return the view of the ledger the safety manager keeps."""
        at = self.stage.at(self.stage.recent, 9)
        return at, partial(self._keep_view, at)

    def _make(self, company: str, at: datetime) -> None:
        maker = somebody(self.stage, (f"{company}-safety-head", "group-safety-head"), self._day(at))
        for report in self._open(company, at):
            make_figures(by=self.stage.actor(maker or "", self._day(at)), report=report, at=at)

    def _sign(self, company: str, at: datetime) -> None:
        principal = somebody(self.stage, (f"{company}-head",), self._day(at))
        for report in self._open(company, at):
            sign_statistics(
                by=self.stage.actor(principal or "", self._day(at)), report=report, at=at
            )

    def _open(self, company: str, at: datetime) -> list[StatisticsReport]:
        # By when they are due, not opened: the worker of the running demo may have been quicker.
        day = self._day(at)
        return list(
            StatisticsReport.objects.filter(
                company=self.stage.unit(company),
                signed_at=None,
                due_on__range=(day, day + DUE_SOON),
            ).order_by("id")
        )

    def _keep_view(self, at: datetime) -> None:
        save_view(
            by=self.stage.actor("chen-lan", self._day(at)),
            name=self.stage.say(VIEW),
            wanted=LedgerFilter(grade=Grade.MAJOR, overdue=True),
            at=at,
        )

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.tz).date()
