"""What the statistics page shows, read from the counts and never from the ledger."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dutyline.kernel.criteria.lookup import keys_below
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.inspections.addresses import ledger_url
from dutyline.modules.inspections.models import FindingStanding, FindingSummary, Grade
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.modules.inspections.queries.statistics import Figures
from dutyline.modules.inspections.rules.periods import days_of
from dutyline.modules.inspections.views.ledger_rarer import category_name
from dutyline.modules.inspections.views.statistics_span import Span
from dutyline.toolkit.ui.charts import (
    BarChart,
    HeatMap,
    LineChart,
    RowChart,
    RowInput,
    Series,
    bar_chart,
    heat_map,
    line_chart,
    row_chart,
)
from dutyline.toolkit.ui.numbers import count, percent
from dutyline.toolkit.ui.parts import Stat
from dutyline.toolkit.ui.when import month_name

SHOWN_CATEGORIES = 6
SHOWN_UNITS = 8
FLOORS = 20
PERCENT = 100


class Page:
    """The figures of a unit over some months; nine statements however large the ledger."""

    def __init__(self, unit: Unit, span: Span, today: date) -> None:
        """Read what the page shows."""
        self.unit, self.span, self.today = unit, span, today
        rows = FindingSummary.objects.of_unit(unit.pk)
        now, before = (
            rows.span(span.first, span.last),
            rows.span(span.before.first, span.before.last),
        )
        self.all, self.all_before = now.figures(), before.figures()
        self.months: dict[int, Figures] = now.by("month")
        self.categories: dict[str, Figures] = now.by("category")
        self.categories_before: dict[str, Figures] = before.by("category")
        self.grades: dict[str, Figures] = now.by("grade")
        self.children = list(
            Unit.objects.filter(parent=unit, valid_to__isnull=True).order_by("name", "id")[:200]
        )
        below = FindingSummary.objects.of_units([each.pk for each in self.children])
        self.cells: dict[tuple[int, str], Figures] = below.span(span.first, span.last).by(
            "unit_id", "category"
        )
        self.below_before: dict[int, Figures] = below.span(span.before.first, span.before.last).by(
            "unit_id"
        )
        self.standing = FindingStanding.objects.of_units([unit.pk])[unit.pk]
        self.below = _sums(self.cells)

    def stats(self) -> list[Stat]:
        """Return the five numbers at the head."""
        found, closed = self._ledger(), self._ledger("closed")
        all_now, before = self.all, self.all_before
        front = percent(all_now.front_line / all_now.found) if all_now.found else "–"
        open_now = _("%(open)s open, %(overdue)s overdue") % {
            "open": count(self.standing.open),
            "overdue": count(self.standing.overdue),
        }
        return [
            Stat(
                pgettext("statistics", "Found"),
                count(all_now.found),
                _("%(share)s reported by the front line") % {"share": front},
                found,
            ),
            Stat(pgettext("statistics", "Closed"), count(all_now.closed), open_now, closed),
            Stat(
                _("Rectified on time"),
                _rate(all_now.on_time_rate),
                _("%(done)s of %(due)s due") % {"done": all_now.in_time, "due": all_now.due},
                self._ledger("first_due"),
            ),
            Stat(
                _("Mean days to close"),
                _days(all_now.mean_days_to_close),
                _("%(days)s in the time before") % {"days": _days(before.mean_days_to_close)}
                if before.mean_days_to_close is not None
                else "",
                closed,
            ),
            Stat(
                pgettext("statistics", "Repeats"),
                count(all_now.repeats),
                _("same place, same category"),
                self._ledger(repeat=True),
            ),
        ]

    def months_chart(self) -> BarChart:
        """Return found and closed by month; the title says whether closing keeps up."""
        found = [self._month(month).found for month in self.span.months]
        closed = [self._month(month).closed for month in self.span.months]
        behind = [m for m, f, c in zip(self.span.months, found, closed, strict=True) if c < f]
        return bar_chart(
            self._keeps_up(behind),
            "",
            self._labels(),
            [
                Series(pgettext("statistics", "found"), found),
                Series(pgettext("statistics", "closed"), closed),
            ],
        )

    def on_time_chart(self) -> LineChart:
        """Return the share of repairs finished by their first deadline, month by month."""
        rates = [self._month(month).on_time_rate for month in self.span.months]
        values = [None if rate is None else rate * PERCENT for rate in rates]
        known = [value for value in values if value is not None]
        # From a multiple of this on, no round step leads past a hundred per cent.
        floor = max(0, int((min(known, default=0) - 5) / FLOORS) * FLOORS)
        title = _("On-time rectification: %(rate)s") % {"rate": _rate(self.all.on_time_rate)}
        return line_chart(
            title,
            _("Share of repairs finished by their first deadline"),
            self._labels(),
            [Series(_("on time"), values)],
            say=_as_percent,
            floor_at=floor,
        )

    def heat(self) -> HeatMap | None:
        """Return units × the most frequent categories; None for a unit with nothing under it."""
        units = [each for each in self.children if each.pk in self.below]
        keys = self._most_frequent()
        if not units or not keys:
            return None
        values = [
            [self.cells.get((unit.pk, key), Figures()).found for key in keys] for unit in units
        ]
        words = ngettext(
            "The most frequent of %(count)d category; darker is more",
            "The most frequent of %(count)d categories; darker is more",
            len(self.categories),
        )
        return heat_map(
            _("Where and what"),
            words % {"count": len(self.categories)},
            [unit.name for unit in units],
            [category_word(key) for key in keys],
            values,
            totals=[self.below[unit.pk].found for unit in units],
            url_for=lambda row, column: self._category(keys[column], unit=units[row].path),
        )

    def categories_chart(self) -> RowChart | None:
        """Return found by category beside the time before."""
        keys = self._most_frequent()
        if not keys:
            return None
        leads = _("Most found: %(category)s") % {"category": category_word(keys[0])}
        inputs = [
            RowInput(
                category_word(key),
                self.categories[key].found,
                self.categories_before.get(key, Figures()).found if self.all_before.found else None,
                self._category(key),
            )
            for key in keys
        ]
        return row_chart(leads, _("Found by category; the mark is the time before"), inputs)

    def days_chart(self) -> RowChart | None:
        """Return the mean days from found to closed by unit beside the time before."""
        known = [
            (unit, mean)
            for unit in self.children
            if (mean := self.below.get(unit.pk, Figures()).mean_days_to_close) is not None
        ]
        known.sort(key=lambda each: -each[1])
        if not known:
            return None
        title = _("Longest to close: %(unit)s") % {"unit": known[0][0].name}
        inputs = [
            RowInput(
                unit.name,
                round(mean, 1),
                self.below_before.get(unit.pk, Figures()).mean_days_to_close,
                self._ledger("closed", unit=unit.path),
            )
            for unit, mean in known[:SHOWN_UNITS]
        ]
        measure = _("Mean days from found to closed; the mark is the time before")
        return row_chart(title, measure, inputs, say=_one_digit)

    def grade_rows(self) -> list[dict[str, Any]]:
        """Return the figures of each grade, and of all."""
        named = [
            (Grade(key).label, self.grades.get(key, Figures()), self._ledger(grade=key))
            for key in Grade.values
        ]
        return [
            {"label": label, "figures": figures, "url": url, **_said(figures)}
            for label, figures, url in [
                *named,
                (pgettext("statistics", "All"), self.all, self._ledger()),
            ]
        ]

    def _month(self, month: int) -> Figures:
        return self.months.get(month, Figures())

    def _labels(self) -> list[str]:
        return [pgettext_month(month) for month in self.span.months]

    def _most_frequent(self) -> list[str]:
        found = {key: each.found for key, each in self.categories.items() if each.found}
        return sorted(found, key=lambda key: (-found[key], key))[:SHOWN_CATEGORIES]

    def _keeps_up(self, behind: Sequence[int]) -> str:
        if not behind:
            return _("Closing keeps up with finding")
        if len(behind) == 1:
            day = date(behind[0] // 100, behind[0] % 100, 1)
            return _("Closing keeps up with finding, except in %(month)s") % {
                "month": month_name(day)
            }
        words = _("More found than closed in %(count)s of %(all)s months")
        return words % {"count": len(behind), "all": self.span.length}

    def _category(self, key: str, **more: Any) -> str:
        """Lead to what was counted: of a category with others under it only its own."""
        alone = bool(keys_below("finding_category", key)[1:])
        return self._ledger(category=key, category_alone=alone, **more)

    def _ledger(self, column: str = "found", **more: Any) -> str:
        last = days_of(self.span.last)[1] - timedelta(days=1)
        wanted = LedgerFilter(unit=self.unit.path)
        days = {f"{column}_from": self.span.first_day, f"{column}_to": last}
        return ledger_url(replace(wanted, **{**days, **more}))


def category_word(key: str) -> str:
    """Return a category in words; one for findings without."""
    return category_name(key) if key else pgettext("category", "Not said")


def pgettext_month(month: int) -> str:
    """Return a month's short name, with the year where it begins one."""
    words = _short_months()[month % 100 - 1]
    return words if month % 100 != 1 else f"{words} {month // 100}"


def _short_months() -> list[str]:
    names: list[Callable[[], str]] = [
        lambda: pgettext("short month", "Jan"),
        lambda: pgettext("short month", "Feb"),
        lambda: pgettext("short month", "Mar"),
        lambda: pgettext("short month", "Apr"),
        lambda: pgettext("short month", "May"),
        lambda: pgettext("short month", "Jun"),
        lambda: pgettext("short month", "Jul"),
        lambda: pgettext("short month", "Aug"),
        lambda: pgettext("short month", "Sep"),
        lambda: pgettext("short month", "Oct"),
        lambda: pgettext("short month", "Nov"),
        lambda: pgettext("short month", "Dec"),
    ]
    return [name() for name in names]


def _sums(cells: dict[tuple[int, str], Figures]) -> dict[int, Figures]:
    sums: dict[int, dict[str, int]] = {}
    for (unit, _category), figures in cells.items():
        total = sums.setdefault(unit, dict.fromkeys(vars(figures), 0))
        for name, value in vars(figures).items():
            total[name] += value
    return {unit: Figures(**total) for unit, total in sums.items()}


def _said(figures: Figures) -> dict[str, str]:
    return {
        "rectified": _rate(figures.rectification_rate),
        "on_time": _rate(figures.on_time_rate),
        "days": _days(figures.mean_days_to_close),
    }


def _rate(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _days(value: float | None) -> str:
    return "–" if value is None else _one_digit(value)


def _one_digit(value: Any) -> str:
    return f"{float(value):.1f}"


def _as_percent(value: Any) -> str:
    return percent(float(value) / PERCENT)
