"""The rows of the chain: duty, obligation, evidence, summary."""

from dutyline.kernel.duties.models.duty import (
    Area,
    Cadence,
    Comparison,
    Duty,
    DutyVersion,
    Measure,
    Origin,
    Owed,
    PostDuty,
    SpanUnit,
)
from dutyline.kernel.duties.models.evidence import Discharge, Evidence, Withdrawal
from dutyline.kernel.duties.models.obligation import (
    Correction,
    IndicatorReading,
    Obligation,
    Reason,
    State,
    Waiver,
)
from dutyline.kernel.duties.models.summary import DutySummary, SummaryClock, SummaryMark

__all__ = [
    "Area",
    "Cadence",
    "Comparison",
    "Correction",
    "Discharge",
    "Duty",
    "DutySummary",
    "DutyVersion",
    "Evidence",
    "IndicatorReading",
    "Measure",
    "Obligation",
    "Origin",
    "Owed",
    "PostDuty",
    "Reason",
    "SpanUnit",
    "State",
    "SummaryClock",
    "SummaryMark",
    "Waiver",
    "Withdrawal",
]
