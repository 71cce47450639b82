"""The verbs of responsibility letters."""

from dutyline.modules.responsibility.operations.letters.following import (
    follow_letters,
    follow_posts,
    follow_round,
    follow_text,
)
from dutyline.modules.responsibility.operations.letters.generating import generate_letters
from dutyline.modules.responsibility.operations.letters.opening import open_round
from dutyline.modules.responsibility.operations.letters.refusing import (
    answer_refusal,
    refuse_letter,
)
from dutyline.modules.responsibility.operations.letters.reminding import (
    remind_letters,
    remind_round,
)
from dutyline.modules.responsibility.operations.letters.rounds import (
    Setup,
    change_round,
    next_year,
    next_year_unsigned,
    set_up_round,
)
from dutyline.modules.responsibility.operations.letters.showing import show_below
from dutyline.modules.responsibility.operations.letters.signing import countersign, sign_letter
from dutyline.modules.responsibility.operations.letters.templates import write_template

__all__ = [
    "Setup",
    "answer_refusal",
    "change_round",
    "countersign",
    "follow_letters",
    "follow_posts",
    "follow_round",
    "follow_text",
    "generate_letters",
    "next_year",
    "next_year_unsigned",
    "open_round",
    "refuse_letter",
    "remind_letters",
    "remind_round",
    "set_up_round",
    "show_below",
    "sign_letter",
    "write_template",
]
