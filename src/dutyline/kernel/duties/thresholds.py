"""The criteria the chain reads; packs give them values."""

from datetime import date

from dutyline.kernel.criteria.lookup import criterion

BACK_FILL_DAYS = "duties.back_fill_days"
"""Days after which a piece recorded later than it occurred is back-filled."""
BACK_FILL_COUNTS = "duties.back_fill_counts"
"""`late` (at most), or `on_time`: as it occurred."""
VACANCY = "duties.vacancy"
"""`cover`: the superior post answers; `show`: shown as vacant."""
VACANCY_REPORT_DAYS = "duties.vacancy_report_days"
"""Days after which a vacancy is reported to the line."""
CLOSE_DAYS = "duties.close_after_days"
"""Days after its end on which a period closes."""
GRACE_DAYS = "duties.default_grace_days"
"""Days of grace of a duty whose pack names none."""


def back_fill_days(on: date) -> int:
    """Return the days after which a piece counts as back-filled."""
    return int(criterion(BACK_FILL_DAYS, on))


def back_filled_is_late(on: date) -> bool:
    """Say whether a back-filled piece counts at most as late."""
    return bool(criterion(BACK_FILL_COUNTS, on) != "on_time")


def vacancies_are_covered(on: date) -> bool:
    """Say whether the superior post answers for a vacant one."""
    return bool(criterion(VACANCY, on) != "show")


def vacancy_report_days(on: date) -> int:
    """Return the age in days at which a vacancy is reported."""
    return int(criterion(VACANCY_REPORT_DAYS, on))


def close_days(on: date) -> int:
    """Return the days a period stays open after its end."""
    return int(criterion(CLOSE_DAYS, on))


def grace_days(on: date) -> int:
    """Return the days of grace where a duty of a pack names none."""
    return int(criterion(GRACE_DAYS, on))
