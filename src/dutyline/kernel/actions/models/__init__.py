"""Rectification and everything that happens to it, one kind a file."""

from dutyline.kernel.actions.models.escalation import Escalation, Stage
from dutyline.kernel.actions.models.extension import Extension
from dutyline.kernel.actions.models.funds import FundsRequest
from dutyline.kernel.actions.models.notice import Notice, NoticeReceipt
from dutyline.kernel.actions.models.rectification import (
    OPEN_STATES,
    REPAIR_STATES,
    Rectification,
    State,
    Withdrawal,
)
from dutyline.kernel.actions.models.reopening import Reopening
from dutyline.kernel.actions.models.repair import Repair, Verification

__all__ = [
    "OPEN_STATES",
    "REPAIR_STATES",
    "Escalation",
    "Extension",
    "FundsRequest",
    "Notice",
    "NoticeReceipt",
    "Rectification",
    "Reopening",
    "Repair",
    "Stage",
    "State",
    "Verification",
    "Withdrawal",
]
