"""The few shapes a duty line is drawn with, as SVG path data in pixels."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def short(number: float) -> str:
    """Write a coordinate with at most one decimal and no needless zero."""
    return f"{round(number, 1):g}"


def bar(x: float, y: float, width: float, height: float) -> str:
    """Return a closed box."""
    return f"M{short(x)} {short(y)}h{short(width)}v{short(height)}h{short(-width)}z"


def outline(x: float, base: float, width: float, height: float) -> str:
    """Return a box open at the base line it stands on, inset for its stroke."""
    rise = short(height - 0.6)
    return f"M{short(x + 0.6)} {short(base - 0.2)}v-{rise}h{short(width - 1.2)}v{rise}"


def cross(x: float, y: float, width: float, height: float) -> str:
    """Return two diagonals; with a box it reads as "nothing here" without colour."""
    w, h = short(width), short(height)
    return f"M{short(x)} {short(y)}l{w} {h}m0 -{h}l-{w} {h}"


def dot(x: float, y: float, radius: float) -> str:
    """Return a disc around a middle."""
    r, across = short(radius), short(2 * radius)
    return f"M{short(x - radius)} {short(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"


def triangle(x: float, y: float, size: float) -> str:
    """Return a triangle pointing up at a middle."""
    return f"M{short(x)} {short(y)}l{short(size - 0.5)} {short(size)}h-{short(2 * size - 1)}z"


def stroke(start: float, y: float, end: float) -> str:
    """Return a level stroke."""
    return f"M{short(start)} {short(y)}H{short(end)}"


def hatched(x: float, y: float, width: float, height: float, every: float = 4) -> str:
    """Return a box ruled with slanting strokes; a pattern would need an id on every page."""
    strokes = []
    at = x
    while at < x + width:
        reach = min(height, x + width - at)
        strokes.append(f"M{short(at)} {short(y + height)}l{short(reach)} -{short(reach)}")
        at += every
    return bar(x, y, width, height) + "".join(strokes)
