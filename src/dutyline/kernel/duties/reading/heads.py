"""Who heads units on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dutyline.kernel.duties.sql.heads import heads_of


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads a unit on a day: the post, its holders, and whoever acts."""

    post_id: int
    title: str
    names: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()

    @property
    def vacant(self) -> bool:
        """Say whether nobody holds it; somebody may act."""
        return not self.names


def heads_on(unit_ids: Sequence[int], on: date) -> dict[int, Head]:
    """Return the head of each unit on a day, in one statement; units without one are left out."""
    found: dict[int, Head] = {}
    for unit_id, post_id, title, name, acting in heads_of(unit_ids, on):
        head = found.get(unit_id) or Head(post_id, title)
        if name and acting:
            head = Head(post_id, title, head.names, (*head.acting, name))
        elif name:
            head = Head(post_id, title, (*head.names, name), head.acting)
        found[unit_id] = head
    return found
