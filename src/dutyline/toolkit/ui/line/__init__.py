"""The duty line: what was owed, tick by tick, and whether it was done."""

from dutyline.toolkit.ui.line.drawing import Drawing, draw
from dutyline.toolkit.ui.line.fold import MOST_TICKS, fold, today_column
from dutyline.toolkit.ui.line.grammar import Line, Slot, State, Tick
from dutyline.toolkit.ui.line.sizes import SIZES, Size
from dutyline.toolkit.ui.line.svg import line_svg
from dutyline.toolkit.ui.line.words import say

__all__ = [
    "MOST_TICKS",
    "SIZES",
    "Drawing",
    "Line",
    "Size",
    "Slot",
    "State",
    "Tick",
    "draw",
    "fold",
    "line_svg",
    "say",
    "today_column",
]
