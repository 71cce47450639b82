"""The verbs of rectification: one use case, one function."""

from dutyline.kernel.actions.operations.assigning import accept_notice, assign, reassign
from dutyline.kernel.actions.operations.escalating import escalate
from dutyline.kernel.actions.operations.extensions import ask_extension, decide_extension
from dutyline.kernel.actions.operations.funds import ask_funds, decide_funds, record_spent
from dutyline.kernel.actions.operations.reopening import reopen
from dutyline.kernel.actions.operations.repairing import report_done
from dutyline.kernel.actions.operations.restoring import Told, restore
from dutyline.kernel.actions.operations.verifying import verify
from dutyline.kernel.actions.operations.withdrawing import withdraw
from dutyline.kernel.actions.rules import Five

__all__ = [
    "Five",
    "Told",
    "accept_notice",
    "ask_extension",
    "ask_funds",
    "assign",
    "decide_extension",
    "decide_funds",
    "escalate",
    "reassign",
    "record_spent",
    "reopen",
    "report_done",
    "restore",
    "verify",
    "withdraw",
]
