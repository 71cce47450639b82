"""The verbs of responsibility."""

from dutyline.modules.responsibility.operations.accepting import accept_card
from dutyline.modules.responsibility.operations.drafting import (
    discard_draft,
    draft_card,
    draft_missing_cards,
    draft_next,
    posts_without_card,
    write_draft,
)
from dutyline.modules.responsibility.operations.leading import name_lead
from dutyline.modules.responsibility.operations.publishing import (
    approve,
    ask_review,
    publish,
    send_back,
)

__all__ = [
    "accept_card",
    "approve",
    "ask_review",
    "discard_draft",
    "draft_card",
    "draft_missing_cards",
    "draft_next",
    "name_lead",
    "posts_without_card",
    "publish",
    "send_back",
    "write_draft",
]
