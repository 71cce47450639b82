"""The rows of responsibility."""

from dutyline.modules.responsibility.models.budget import BudgetLine, BudgetUse
from dutyline.modules.responsibility.models.card import (
    CardAcceptance,
    CardClause,
    CardPublication,
    CardReview,
    CardVersion,
    PostCard,
)
from dutyline.modules.responsibility.models.goal import (
    LONGEST_GOAL,
    Goal,
    GoalConsent,
    GoalResult,
    GoalStep,
)
from dutyline.modules.responsibility.models.goal_words import GoalAct, GoalMeasure, GoalState
from dutyline.modules.responsibility.models.lead import DutyLead
from dutyline.modules.responsibility.models.words import (
    COLUMNS,
    LANGUAGE_WORDS,
    LANGUAGES,
    LONGEST,
    CardState,
    Part,
    Verdict,
)

__all__ = [
    "COLUMNS",
    "LANGUAGES",
    "LANGUAGE_WORDS",
    "LONGEST",
    "LONGEST_GOAL",
    "BudgetLine",
    "BudgetUse",
    "CardAcceptance",
    "CardClause",
    "CardPublication",
    "CardReview",
    "CardState",
    "CardVersion",
    "DutyLead",
    "Goal",
    "GoalAct",
    "GoalConsent",
    "GoalMeasure",
    "GoalResult",
    "GoalState",
    "GoalStep",
    "Part",
    "PostCard",
    "Verdict",
]
