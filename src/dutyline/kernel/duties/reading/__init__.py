"""What pages read of the chain: bounded questions, answered with plain values."""

from dutyline.kernel.duties.reading.answered import (
    ANSWERED_ORDER,
    answered_by,
    answered_by_holders,
    reading_as,
)
from dutyline.kernel.duties.reading.behind import BEHIND_ORDER, behind
from dutyline.kernel.duties.reading.board import Board, BoardRow, LevelRow, board
from dutyline.kernel.duties.reading.decay import Decay, DecayLevel, Led, decay
from dutyline.kernel.duties.reading.figures import Figures
from dutyline.kernel.duties.reading.heads import Head
from dutyline.kernel.duties.reading.items import Item, items
from dutyline.kernel.duties.reading.lines import (
    DutyLine,
    person_duties,
    person_line,
    post_duties,
    post_line,
    unit_line,
)
from dutyline.kernel.duties.reading.measured import Reading, readings
from dutyline.kernel.duties.reading.mine import Done, Mine, my_duties, owed_now
from dutyline.kernel.duties.reading.post_card import PostDutyRow, duties_of, duties_of_posts

__all__ = [
    "ANSWERED_ORDER",
    "BEHIND_ORDER",
    "Board",
    "BoardRow",
    "Decay",
    "DecayLevel",
    "Done",
    "DutyLine",
    "Figures",
    "Head",
    "Item",
    "Led",
    "LevelRow",
    "Mine",
    "PostDutyRow",
    "Reading",
    "answered_by",
    "answered_by_holders",
    "behind",
    "board",
    "decay",
    "duties_of",
    "duties_of_posts",
    "items",
    "my_duties",
    "owed_now",
    "person_duties",
    "person_line",
    "post_duties",
    "post_line",
    "reading_as",
    "readings",
    "unit_line",
]
