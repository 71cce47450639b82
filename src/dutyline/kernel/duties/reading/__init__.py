"""What pages read of the chain: bounded questions, answered with plain values."""

from dutyline.kernel.duties.reading.behind import BEHIND_ORDER, behind
from dutyline.kernel.duties.reading.board import Board, BoardRow, Head, LevelRow, board
from dutyline.kernel.duties.reading.figures import Figures
from dutyline.kernel.duties.reading.items import Item, items
from dutyline.kernel.duties.reading.lines import (
    DutyLine,
    person_duties,
    person_line,
    post_duties,
    post_line,
    unit_line,
)
from dutyline.kernel.duties.reading.mine import Done, Mine, my_duties, owed_now
from dutyline.kernel.duties.reading.post_card import PostDutyRow, duties_of

__all__ = [
    "BEHIND_ORDER",
    "Board",
    "BoardRow",
    "Done",
    "DutyLine",
    "Figures",
    "Head",
    "Item",
    "LevelRow",
    "Mine",
    "PostDutyRow",
    "behind",
    "board",
    "duties_of",
    "items",
    "my_duties",
    "owed_now",
    "person_duties",
    "person_line",
    "post_duties",
    "post_line",
    "unit_line",
]
