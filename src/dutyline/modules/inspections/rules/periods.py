"""Months as numbers, and quarters and years of months."""

from datetime import date


def month_of(day: date) -> int:
    """Return the month of a day as year * 100 + month."""
    return day.year * 100 + day.month


def next_month(month: int) -> int:
    """Return the month after one."""
    return month + 1 if month % 100 < 12 else month + 89


def months_between(first: int, last: int) -> list[int]:
    """Return every month from `first` to `last`, both included."""
    months = []
    while first <= last:
        months.append(first)
        first = next_month(first)
    return months


def quarter_before(day: date) -> tuple[str, int, int]:
    """Return the quarter that ended last before a day: name, first month, last month."""
    quarter = (day.month - 1) // 3
    year, quarter = (day.year, quarter) if quarter else (day.year - 1, 4)
    first = year * 100 + quarter * 3 - 2
    return f"{year}Q{quarter}", first, first + 2


def year_before(day: date) -> tuple[str, int, int]:
    """Return the year that ended last before a day: name, first month, last month."""
    year = day.year - 1
    return str(year), year * 100 + 1, year * 100 + 12


def days_of(month: int) -> tuple[date, date]:
    """Return the first day of a month and of the month after it."""
    after = next_month(month)
    return date(month // 100, month % 100, 1), date(after // 100, after % 100, 1)


def week_of(day: date) -> int:
    """Return the number of a day's week since Monday 1 January of year 1."""
    return (day.toordinal() - 1) // 7


def monday_of(week: int) -> date:
    """Return the Monday of a week by its number."""
    return date.fromordinal(week * 7 + 1)
