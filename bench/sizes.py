"""How much there is to measure with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """An enterprise and its ledgers; posts a unit, monthly duties a post, entries of the log."""

    units: tuple[int, ...]
    people: int
    duties: int
    ledgers: tuple[int, ...]
    times: int
    entries: int
    posts: int = 4

    @property
    def name(self) -> str:
        """Return the size in words."""
        return f"{self.people:,} people, up to {self.ledgers[-1]:,} findings"


SIZES = {
    "small": Size((1, 4, 3, 2, 2), 300, 3, (500, 2_000), 3, 2_000),
    "medium": Size((1, 10, 10, 5, 2), 10_000, 20, (10_000, 100_000), 3, 100_000),
    "full": Size((1, 10, 10, 10, 9), 100_000, 20, (10_000, 100_000, 1_000_000), 15, 1_000_000),
}
