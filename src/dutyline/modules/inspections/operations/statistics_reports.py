"""Quarterly and yearly statistics: they fall due by themselves, are made and signed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Unit, UnitKind
from dutyline.modules.inspections.keys import STATISTICS
from dutyline.modules.inspections.models import Finding, FindingSummary, Grade, StatisticsReport
from dutyline.modules.inspections.operations.counting import count_summaries
from dutyline.modules.inspections.operations.refusals import AlreadySigned, FiguresMissing
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.statistics import MEASURES, Figures
from dutyline.modules.inspections.rules.periods import next_month, quarter_before, year_before


def open_statistics(now: datetime) -> int:
    """Open the report of the quarter and of the year that ended last, for every company; once.

    Of a period before the company's ledger began there is nothing to report here.
    """
    today = day_of_enterprise(now)
    due = criterion("findings.statistics_due", today)
    begun = dict(Finding.objects.values_list("company").annotate(Min("found_month")))
    rows = []
    for company in (
        Unit.objects.on(today).filter(kind=UnitKind.COMPANY, pk__in=begun).order_by("id")
    ):
        for period, first, last in (quarter_before(today), year_before(today)):
            if begun[company.pk] > last:
                continue
            rows.append(
                StatisticsReport(
                    company=company,
                    period=period,
                    first_month=first,
                    last_month=last,
                    due_on=_due_on(due, period, last),
                    opened_at=now,
                )
            )
    known = set(StatisticsReport.objects.values_list("company", "period"))
    fresh = [row for row in rows if (row.company_id, row.period) not in known]
    StatisticsReport.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def make_figures(*, by: Actor, report: StatisticsReport, at: datetime) -> StatisticsReport:
    """Put the figures of the period into a report that is not signed yet; again renews them."""
    report = _locked(report)
    by.require(Inspections.FINDING_VIEW, report.company.path)
    if report.signed_at is not None:
        raise _signed(report)
    count_summaries(at)
    report.figures, report.made_at = figures_of(report), at
    report.save(update_fields=["figures", "made_at"])
    _write(by, report, "statistics_made", at)
    return report


@transaction.atomic
def sign_statistics(*, by: Actor, report: StatisticsReport, at: datetime) -> StatisticsReport:
    """Sign a report as the principal; its figures stand from then on."""
    report = _locked(report)
    by.require(Inspections.STATISTICS_SIGN, report.company.path)
    if report.signed_at is not None:
        raise _signed(report)
    if report.made_at is None or by.person is None:
        raise FiguresMissing(period=report.period)
    report.signed_by, report.signed_at = by.person, at
    report.save(update_fields=["signed_by", "signed_at"])
    day = local_day(report.company, at)
    _write(by, report, "statistics_signed", at, late=max((day - report.due_on).days, 0))
    return report


def figures_of(report: StatisticsReport) -> dict[str, Any]:
    """Return the figures of a report as plain data: in all, by grade, by category, by month."""
    rows = FindingSummary.objects.of_unit(report.company_id)
    rows = rows.span(report.first_month, report.last_month)
    grades = rows.by("grade")
    return {
        "all": _plain(rows.figures()),
        "grade": {grade: _plain(grades.get(grade, Figures())) for grade in Grade.values},
        "category": {key: _plain(each) for key, each in rows.by("category").items()},
        "month": {str(key): _plain(each) for key, each in rows.by("month").items()},
    }


def _plain(figures: Figures) -> dict[str, int]:
    return {name: getattr(figures, name) for name in MEASURES}


def _due_on(due: dict[str, Any], period: str, last_month: int) -> date:
    if "Q" not in period:
        month, day = (int(part) for part in due["year"].split("-"))
        return date(last_month // 100 + 1, month, day)
    after = next_month(last_month)
    return date(after // 100, after % 100, int(due["quarter_day"]))


def _locked(report: StatisticsReport) -> StatisticsReport:
    return (
        StatisticsReport.objects.select_for_update(of=("self",))
        .select_related("company", "signed_by")
        .get(pk=report.pk)
    )


def _signed(report: StatisticsReport) -> AlreadySigned:
    name = report.signed_by.name if report.signed_by else ""
    return AlreadySigned(period=report.period, name=name)


def _write(by: Actor, report: StatisticsReport, verb: str, at: datetime, **data: Any) -> None:
    record(
        by=by,
        verb=f"inspections.{verb}",
        subject=(STATISTICS, report.pk, f"{report.period} {report.company.name}"),
        unit_path=report.company.path,
        at=at,
        **data,
    )
