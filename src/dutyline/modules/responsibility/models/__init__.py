"""The rows of responsibility."""

from dutyline.modules.responsibility.models.card import (
    CardAcceptance,
    CardClause,
    CardPublication,
    CardReview,
    CardVersion,
    PostCard,
)
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
    "CardAcceptance",
    "CardClause",
    "CardPublication",
    "CardReview",
    "CardState",
    "CardVersion",
    "DutyLead",
    "Part",
    "PostCard",
    "Verdict",
]
