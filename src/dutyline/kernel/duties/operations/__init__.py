"""The verbs of the chain."""

from dutyline.kernel.duties.operations.defining import change_duty, define_duty, retire_duty
from dutyline.kernel.duties.operations.events import cancel_event, raise_event
from dutyline.kernel.duties.operations.evidence import (
    submit_evidence,
    submit_group_evidence,
    withdraw_evidence,
)
from dutyline.kernel.duties.operations.opening import open_periods
from dutyline.kernel.duties.operations.taking_up import (
    apply_standard_duties,
    give_up_duty,
    take_up_duty,
)

__all__ = [
    "apply_standard_duties",
    "cancel_event",
    "change_duty",
    "define_duty",
    "give_up_duty",
    "open_periods",
    "raise_event",
    "retire_duty",
    "submit_evidence",
    "submit_group_evidence",
    "take_up_duty",
    "withdraw_evidence",
]
