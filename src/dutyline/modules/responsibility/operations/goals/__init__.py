"""The verbs of goals."""

from dutyline.modules.responsibility.operations.goals.changing import change_goal, withdraw_goal
from dutyline.modules.responsibility.operations.goals.passing import Aim, pass_on, set_goal
from dutyline.modules.responsibility.operations.goals.promising import (
    answer_promise,
    promise_goal,
)
from dutyline.modules.responsibility.operations.goals.reaching import report_result

__all__ = [
    "Aim",
    "answer_promise",
    "change_goal",
    "pass_on",
    "promise_goal",
    "report_result",
    "set_goal",
    "withdraw_goal",
]
