"""A signature drawn by hand: strokes of points, checked one by one; no file of anybody is kept.

What a browser sends is read as numbers within a box, so nothing in it can be anything else when it
is drawn again, on pages and on paper.
"""

import json
from collections.abc import Sequence

WIDTH, HEIGHT = 600, 200
MOST_STROKES, MOST_POINTS = 60, 3000
LONGEST = 40_000
"""Characters of the text in which so many points are sent."""
EDGE = 6
"""Room around a drawing that is cut to its size."""
FLATTEST = 6
"""How many times wider than high: paper gives every drawing the same height."""
LEAST = 8
"""Points of a drawing: fewer are a slip of the finger."""

Strokes = list[list[list[int]]]


class NoDrawing(Exception):
    """What was sent is no drawing."""


def strokes_of(text: str) -> Strokes:
    """Read strokes out of JSON, `[[[x, y], …], …]`; raises NoDrawing for anything else."""
    if len(text) > LONGEST:
        raise NoDrawing
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoDrawing from error
    if not isinstance(said, list) or not 0 < len(said) <= MOST_STROKES:
        raise NoDrawing
    strokes = [_stroke(each) for each in said]
    if not LEAST <= sum(map(len, strokes)) <= MOST_POINTS:
        raise NoDrawing
    return strokes


def path_of(strokes: Sequence[Sequence[Sequence[int]]]) -> str:
    """Return strokes as the path of a drawing; a dot is a line of no length."""
    lines = []
    for stroke in strokes:
        first, *others = stroke
        points = " ".join(f"{int(x)} {int(y)}" for x, y in others or [first])
        lines.append(f"M{int(first[0])} {int(first[1])}L{points}")
    return "".join(lines)


def svg_of(strokes: Sequence[Sequence[Sequence[int]]]) -> str:
    """Return strokes as a drawing by itself, black on nothing and cut to its size, for paper."""
    xs, ys = ([int(point[axis]) for stroke in strokes for point in stroke] for axis in (0, 1))
    wide, high = max(xs) - min(xs) + 2 * EDGE, max(ys) - min(ys) + 2 * EDGE
    high = max(high, wide // FLATTEST)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="{min(xs) - EDGE} {min(ys) - EDGE} {wide} {high}"><path d="{path_of(strokes)}" '
        'fill="none" stroke="#000" stroke-width="4" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
    )


def _stroke(said: object) -> list[list[int]]:
    if not isinstance(said, list) or not said:
        raise NoDrawing
    return [_point(each) for each in said]


def _point(said: object) -> list[int]:
    if not isinstance(said, list) or len(said) != 2:
        raise NoDrawing
    for number, bound in zip(said, (WIDTH, HEIGHT), strict=True):
        # True is a number to Python.
        if type(number) is not int or not 0 <= number <= bound:
            raise NoDrawing
    return list(said)
