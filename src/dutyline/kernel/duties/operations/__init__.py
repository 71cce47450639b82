"""The verbs of the chain."""

from dutyline.kernel.duties.operations.binding import bind_closings
from dutyline.kernel.duties.operations.closing import close_periods
from dutyline.kernel.duties.operations.counting import (
    count_strength,
    count_summaries,
    recount_everything,
)
from dutyline.kernel.duties.operations.defining import change_duty, define_duty, retire_duty
from dutyline.kernel.duties.operations.events import cancel_event, raise_event
from dutyline.kernel.duties.operations.evidence import (
    submit_evidence,
    submit_group_evidence,
    withdraw_evidence,
)
from dutyline.kernel.duties.operations.opening import begin_earlier, open_periods, recheck
from dutyline.kernel.duties.operations.replaying import Replay, replay
from dutyline.kernel.duties.operations.settling import settle_due
from dutyline.kernel.duties.operations.standards import STANDARD_POSTS, make_from_standard
from dutyline.kernel.duties.operations.taking_up import (
    apply_standard_duties,
    give_up_duty,
    take_up_duty,
)
from dutyline.kernel.duties.operations.vacancies import report_vacancies
from dutyline.kernel.duties.operations.waiving import rule_out, waive

__all__ = [
    "STANDARD_POSTS",
    "Replay",
    "apply_standard_duties",
    "begin_earlier",
    "bind_closings",
    "cancel_event",
    "change_duty",
    "close_periods",
    "count_strength",
    "count_summaries",
    "define_duty",
    "give_up_duty",
    "make_from_standard",
    "open_periods",
    "raise_event",
    "recheck",
    "recount_everything",
    "replay",
    "report_vacancies",
    "retire_duty",
    "rule_out",
    "settle_due",
    "submit_evidence",
    "submit_group_evidence",
    "take_up_duty",
    "waive",
    "withdraw_evidence",
]
