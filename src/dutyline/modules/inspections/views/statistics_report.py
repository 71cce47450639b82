"""A quarterly or yearly report as rows: for its page, its PDF and its Excel."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.modules.inspections.models import Grade, StatisticsReport
from dutyline.modules.inspections.queries.statistics import Figures
from dutyline.modules.inspections.views.statistics_figures import category_word, pgettext_month
from dutyline.toolkit.ui.numbers import NOTHING, count, percent
from dutyline.toolkit.ui.when import full_date

SHARES = (2, 6)
"""Which of the columns are shares."""


@dataclass(frozen=True)
class ReportRow:
    """A line of the report: what it is about, and its figures."""

    label: str
    figures: Figures

    @property
    def cells(self) -> list[Any]:
        """Return the numbers in the order of the heads; None where nothing is counted."""
        each = self.figures
        mean = each.mean_days_to_close
        return [
            each.found,
            each.found_closed,
            each.rectification_rate,
            each.closed,
            each.due,
            each.in_time,
            each.on_time_rate,
            each.repeats,
            None if mean is None else round(mean, 1),
        ]

    @property
    def said(self) -> list[str]:
        """Return the cells in words, a dash where nothing is counted."""
        return [
            NOTHING if value is None else percent(value) if place in SHARES else count(value)
            for place, value in enumerate(self.cells)
        ]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return each figure under its head."""
        return list(zip(heads(), self.said, strict=True))


@dataclass(frozen=True)
class ReportPart:
    """A table of the report."""

    title: str
    rows: list[ReportRow]


def heads() -> list[str]:
    """Return the words over the columns."""
    return [
        pgettext("statistics", "Found"),
        pgettext("statistics", "Of these closed"),
        _("Rectified"),
        pgettext("statistics", "Closed in the period"),
        pgettext("statistics", "Due"),
        pgettext("statistics", "In time"),
        _("On-time rate"),
        pgettext("statistics", "Repeats"),
        _("Mean days to close"),
    ]


def explained(report: StatisticsReport) -> str:
    """Return what the rate of rectification counts, and when it was counted."""
    words = _(
        "Rectified: of the hidden dangers found in the period, the share closed by %(day)s, when "
        "the figures were made. Closed in the period: whenever they were found."
    )
    return words % {"day": full_date(report.made_at)} if report.made_at else ""


def report_page(report: StatisticsReport) -> list[ReportPart]:
    """Return the tables of a report, empty before its figures are made."""
    figures = report.figures
    if not figures:
        return []
    grades = [
        ReportRow(str(Grade(key).label), Figures(**each)) for key, each in figures["grade"].items()
    ]
    grades.append(ReportRow(pgettext("statistics", "All"), Figures(**figures["all"])))
    months = [
        ReportRow(pgettext_month(int(key)), Figures(**each))
        for key, each in sorted(figures["month"].items())
    ]
    categories = [
        ReportRow(category_word(key), Figures(**each))
        for key, each in sorted(figures["category"].items(), key=lambda row: -row[1]["found"])
    ]
    return [
        ReportPart(pgettext("statistics", "By grade"), grades),
        ReportPart(pgettext("statistics", "By month"), months),
        ReportPart(pgettext("statistics", "By category"), categories),
    ]


def period_words(report: StatisticsReport) -> str:
    """Return the period as people say it: the 3rd quarter of 2026, the year 2026."""
    year, _q, quarter = report.period.partition("Q")
    if not quarter:
        return _("Year %(year)s") % {"year": year}
    return _("Quarter %(quarter)s of %(year)s") % {"quarter": quarter, "year": year}
