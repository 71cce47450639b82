"""The verbs of the safety budget."""

from dutyline.modules.responsibility.operations.budget.planning import plan_budget
from dutyline.modules.responsibility.operations.budget.using import record_use, take_back

__all__ = ["plan_budget", "record_use", "take_back"]
