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
from dutyline.modules.responsibility.models.card_deputy import CardDeputy
from dutyline.modules.responsibility.models.goal import (
    LONGEST_GOAL,
    Goal,
    GoalConsent,
    GoalResult,
    GoalStep,
)
from dutyline.modules.responsibility.models.goal_words import GoalAct, GoalMeasure, GoalState
from dutyline.modules.responsibility.models.lead import DutyLead
from dutyline.modules.responsibility.models.letter import Letter, LetterChange, LetterText
from dutyline.modules.responsibility.models.letter_round import LetterRound, LetterTemplate
from dutyline.modules.responsibility.models.letter_signing import (
    LetterAnswer,
    LetterRefusal,
    LetterSignature,
)
from dutyline.modules.responsibility.models.letter_words import (
    AnswerKind,
    ChangeKind,
    LetterLanguage,
    LetterPart,
    LetterState,
    Party,
    ShownBelow,
)
from dutyline.modules.responsibility.models.words import (
    COLUMNS,
    LANGUAGES,
    LONGEST,
    CardState,
    Part,
    Verdict,
    part_in,
)

__all__ = [
    "COLUMNS",
    "LANGUAGES",
    "LONGEST",
    "LONGEST_GOAL",
    "AnswerKind",
    "BudgetLine",
    "BudgetUse",
    "CardAcceptance",
    "CardClause",
    "CardDeputy",
    "CardPublication",
    "CardReview",
    "CardState",
    "CardVersion",
    "ChangeKind",
    "DutyLead",
    "Goal",
    "GoalAct",
    "GoalConsent",
    "GoalMeasure",
    "GoalResult",
    "GoalState",
    "GoalStep",
    "Letter",
    "LetterAnswer",
    "LetterChange",
    "LetterLanguage",
    "LetterPart",
    "LetterRefusal",
    "LetterRound",
    "LetterSignature",
    "LetterState",
    "LetterTemplate",
    "LetterText",
    "Part",
    "Party",
    "PostCard",
    "ShownBelow",
    "Verdict",
    "part_in",
]
