"""The rows of the chain: duty, obligation, evidence, summary."""

from dutyline.kernel.duties.models.choices import (
    SET_ASIDE,
    Area,
    Cadence,
    Cause,
    Comparison,
    Measure,
    Origin,
    Owed,
    Reason,
    Ruling,
    SpanUnit,
    State,
    Timing,
)
from dutyline.kernel.duties.models.closed import ClosedPart, Closing
from dutyline.kernel.duties.models.duty import Duty, DutyVersion, PostDuty
from dutyline.kernel.duties.models.evidence import Discharge, Evidence, Withdrawal
from dutyline.kernel.duties.models.obligation import Obligation
from dutyline.kernel.duties.models.opening import OpeningClock, PostMark
from dutyline.kernel.duties.models.summary import (
    STATES,
    Counts,
    DutySummary,
    LineStrength,
    SummaryClock,
    SummaryMark,
    UnitCount,
)
from dutyline.kernel.duties.models.verdicts import (
    Cancellation,
    Correction,
    IndicatorReading,
    Waiver,
)

__all__ = [
    "SET_ASIDE",
    "STATES",
    "Area",
    "Cadence",
    "Cancellation",
    "Cause",
    "ClosedPart",
    "Closing",
    "Comparison",
    "Correction",
    "Counts",
    "Discharge",
    "Duty",
    "DutySummary",
    "DutyVersion",
    "Evidence",
    "IndicatorReading",
    "LineStrength",
    "Measure",
    "Obligation",
    "OpeningClock",
    "Origin",
    "Owed",
    "PostDuty",
    "PostMark",
    "Reason",
    "Ruling",
    "SpanUnit",
    "State",
    "SummaryClock",
    "SummaryMark",
    "Timing",
    "UnitCount",
    "Waiver",
    "Withdrawal",
]
