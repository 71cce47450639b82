"""Turns a duty line into at most eight paths, whatever the number of ticks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dutyline.toolkit.ui.line import shapes
from dutyline.toolkit.ui.line.grammar import Column, Line, Slot, State, Tick
from dutyline.toolkit.ui.line.sizes import SIZES, Size

KINDS = ("due", "kept", "late", "missed", "lost", "excused", "ahead", "ground", "now")
"""In order of painting. A line holds hollow boxes (missed) or filled ones (lost), never both."""
_MARKER = 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One path: `kind` is the class it wears, `d` its geometry in pixels."""

    kind: str
    d: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The paths of a line and the box they fill, pixels."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def draw(line: Line, size: str) -> Drawing:
    """Return the geometry of a line in one of the sizes xs, s, b, c, m, l; KeyError otherwise."""
    measure = SIZES[size]
    paths: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for index, column in enumerate(line.columns):
        for kind, d in _shapes(column, index, size):
            paths[kind].append(d)
    paths["ground"], paths["ahead"] = _ground(line, measure)
    if line.never:
        width = len(line.columns) * measure.step
        paths["missed"] = [shapes.hatched(0, measure.base + 2, width, measure.down - 3)]
    low = _hangs(line)
    if line.today is not None and line.today >= 0:
        below = measure.base + 2.5 + (measure.down - 2 if low else 0)
        middle = line.today * measure.step + measure.step / 2
        paths["now"].append(shapes.triangle(middle, below, _MARKER))
    marks = tuple(Mark(kind, "".join(found)) for kind, found in paths.items() if found)
    return Drawing(
        len(line.columns) * measure.step, measure.height + (_MARKER + 1 if low else 0), marks
    )


def _shapes(column: Column, index: int, size: str) -> Iterable[tuple[str, str]]:
    if isinstance(column, Tick):
        return _tick(column.state, index, size)
    if isinstance(column, Slot) and column.counts:
        measure = SIZES[size]
        return _slot(column, index * measure.step + measure.gap / 2, measure)
    return ()


@lru_cache(maxsize=4096)
def _tick(state: str, index: int, size: str) -> tuple[tuple[str, str], ...]:
    """Return the shape of a tick; remembered, for a board draws the same few ones over and over."""
    measure = SIZES[size]
    left = index * measure.step + measure.gap / 2
    if state == State.ON_TIME:
        return (("kept", shapes.bar(left, 1, measure.width, measure.up)),)
    if state == State.LATE:
        half = measure.up / 2
        return (("late", shapes.bar(left, measure.base - half, measure.width, half)),)
    if state == State.MISSED:
        return (("missed" if measure.boxed else "lost", _hanging(left, measure)),)
    if state in (State.DUE, State.UPCOMING):
        return (("due", shapes.outline(left, measure.base, measure.width, measure.up)),)
    if state in (State.EXCUSED, State.WAIVED):
        return (("excused", _dot(left, measure)),)
    return ()


def _slot(slot: Slot, left: float, size: Size) -> Iterator[tuple[str, str]]:
    """Draw shares of what was owed: kept and late above, missed below and ten times as steep."""
    if not slot.owed:
        if slot.counts.get(State.EXCUSED, 0) + slot.counts.get(State.WAIVED, 0):
            yield "excused", _dot(left, size)
        return
    if slot.share(State.DUE, State.UPCOMING):
        yield "due", shapes.outline(left, size.base, size.width, size.up)
    late = _seen(slot.share(State.LATE) * size.up)
    kept = min(slot.share(State.ON_TIME) * size.up, size.up - late)
    if kept:
        yield "kept", shapes.bar(left, size.base - kept, size.width, kept)
    if late:
        yield "late", shapes.bar(left, size.base - kept - late, size.width, late)
    deepest = size.down - 2
    missed = min(deepest, _seen(slot.share(State.MISSED) * 10 * deepest))
    if missed:
        yield "lost", shapes.bar(left, size.base + 2, size.width, missed)


def _seen(length: float) -> float:
    """Keep one in nine hundred visible: nothing that happened is thinner than 1.5 px."""
    return max(length, 1.5) if length else 0.0


def _hanging(left: float, size: Size) -> str:
    if not size.boxed:
        return shapes.bar(left, size.base + 2, size.width, size.down - 2)
    box = (left + 0.7, size.base + 2.5, size.width - 1.4, size.down - 2.5)
    return shapes.bar(*box) + (shapes.cross(*box) if size.crossed else "")


def _dot(left: float, size: Size) -> str:
    radius = min(size.width / 2, 3.2)
    rise = max(radius + 1.5, size.up * 0.22)
    return shapes.dot(left + size.width / 2, size.base - rise, radius)


def _ground(line: Line, size: Size) -> tuple[list[str], list[str]]:
    """Return the base line up to today and after it, broken where nothing applied."""
    past: list[str] = []
    ahead: list[str] = []
    border = len(line.columns) if line.today is None else line.today + 1
    there = [_grounded(column) for column in line.columns]
    for part, first, last in ((past, 0, border), (ahead, border, len(line.columns))):
        for start, end in _runs(there, first, last):
            part.append(shapes.stroke(start * size.step, size.base, end * size.step))
    return past, ahead


def _grounded(column: Column) -> bool:
    if isinstance(column, Tick):
        return column.state != State.NOT_APPLICABLE
    if isinstance(column, Slot):
        return not column.counts or set(column.counts) != {State.NOT_APPLICABLE}
    return False


def _runs(there: list[bool], first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for index in range(first, last + 1):
        if index == last or not there[index]:
            if index > start:
                yield start, index
            start = index + 1


def _hangs(line: Line) -> bool:
    """Say whether the column of today hangs below, where its marker would stand."""
    if line.today is None or line.today < 0:
        return False
    column = line.columns[line.today]
    if isinstance(column, Tick):
        return column.state == State.MISSED
    return isinstance(column, Slot) and column.share(State.MISSED) > 0
