"""The sizes a duty line comes in, in CSS pixels (design: the duty line, sizes)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Width of a tick, gap between ticks, reach above and below the base line; pixels.

    `boxed` draws a missed tick hollow, `crossed` adds the cross; both need room to be read.
    `print_mm` is the height of the whole line on paper, millimetres.
    """

    width: float
    gap: float
    up: float
    down: float
    boxed: bool = True
    crossed: bool = True
    print_mm: float = 5

    @property
    def step(self) -> float:
        """Return the distance from one tick to the next."""
        return self.width + self.gap

    @property
    def base(self) -> float:
        """Return the height of the base line from the top."""
        return self.up + 1

    @property
    def height(self) -> float:
        """Return the height of the picture, a pixel of air above and below."""
        return self.up + self.down + 2


SIZES = {
    "xs": Size(3, 2, 10, 6, boxed=False, crossed=False),
    "s": Size(5, 2, 14, 8, crossed=False),
    "b": Size(6, 2, 17, 9),
    "mark": Size(8, 8, 13, 9),
    "c": Size(12, 5, 15, 9),
    "m": Size(7, 3, 20, 11),
    "l": Size(12, 5, 42, 18, print_mm=12),
}
"""xs rail and sign-in · s rows · b line board · c rounds and coverage · m panel · l head of a page.

`mark` is a single tick beside its word.
"""
