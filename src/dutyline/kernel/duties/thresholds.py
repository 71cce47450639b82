"""The criteria the chain reads; packs give them values."""

from datetime import date

from dutyline.kernel.criteria.lookup import criterion

BACK_FILL_DAYS = "duties.back_fill_days"
"""Days after which a piece recorded later than it occurred is back-filled."""
BACK_FILLED_COUNTS_AS = "duties.back_filled_counts_as"
"""`late` (at most), or `on_time`: as it occurred."""
VACANCY = "duties.vacancy"
"""`covered` by the superior post, or `shown` as vacant."""
VACANCY_REPORT_DAYS = "duties.vacancy_report_days"
"""Days after which a vacancy is reported to the line."""
CLOSE_DAYS = "duties.close_days"
"""Days after its end on which a period closes."""
ONCE_DAYS = "duties.once_days"
"""Days within which a duty owed once is due when neither pack nor enterprise says."""


def back_fill_days(on: date) -> int:
    """Return the days after which a piece counts as back-filled."""
    return int(criterion(BACK_FILL_DAYS, on))


def back_filled_is_late(on: date) -> bool:
    """Say whether a back-filled piece counts at most as late."""
    return bool(criterion(BACK_FILLED_COUNTS_AS, on) != "on_time")


def vacancies_are_covered(on: date) -> bool:
    """Say whether the superior post answers for a vacant one."""
    return bool(criterion(VACANCY, on) != "shown")


def vacancy_report_days(on: date) -> int:
    """Return the age in days at which a vacancy is reported."""
    return int(criterion(VACANCY_REPORT_DAYS, on))


def close_days(on: date) -> int:
    """Return the days a period stays open after its end."""
    return int(criterion(CLOSE_DAYS, on))


def once_days(on: date) -> int:
    """Return the days a once-owed duty without a limit of its own gives."""
    return int(criterion(ONCE_DAYS, on))
