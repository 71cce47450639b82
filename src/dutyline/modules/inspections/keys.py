"""The text keys by which the rest of the system knows inspections."""

from typing import Any

FINDING = "inspections.finding"
ROUND = "inspections.round"
REPORT = "inspections.place_report"
ANSWER = "inspections.answer"
STATISTICS = "inspections.statistics_report"
CHECKLIST = "inspections.checklist"
PLAN = "inspections.plan"


def finding_key(finding: Any) -> str:
    """Return the key of a finding: `inspections.finding:12`."""
    return f"{FINDING}:{finding.pk}"


def closure_key(closure: Any, *, another: bool) -> str:
    """Return what a closing proves by: the finding's key; of `another` one, marked as its own."""
    key = f"{FINDING}:{closure.finding_id}"
    return f"{key}.{closure.pk}" if another else key


def round_key(walk: Any) -> str:
    """Return the key of a round: `inspections.round:12`."""
    return f"{ROUND}:{walk.pk}"
