"""Which post answers for a vacant one."""

from collections.abc import Iterable
from datetime import date

from dutyline.kernel.duties.rules.allocation import Cover
from dutyline.kernel.duties.thresholds import vacancies_are_covered
from dutyline.kernel.organisation.line import superiors_on
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.periods import as_of


class Covering:
    """Answers for as many posts as asked, reading each day's line of command once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lines: dict[date, tuple[dict[int, int | None], set[int]]] = {}

    def of(self, post_id: int, on: date) -> Cover:
        """Return who covers a post on a day: the nearest superior post that somebody holds."""
        if not vacancies_are_covered(on):
            return Cover(None)
        if on not in self._lines:
            self._lines[on] = _line(on)
        return Cover(_climb(post_id, *self._lines[on]))


def nearest_held(post_ids: Iterable[int], on: date) -> dict[int, int | None]:
    """Return, of each post, the nearest superior post that somebody holds on a day."""
    posts = list(post_ids)
    if not posts:
        return {}
    line = _line(on)
    return {post: _climb(post, *line) for post in posts}


def _line(on: date) -> tuple[dict[int, int | None], set[int]]:
    held = Appointment.objects.filter(as_of(on)).values_list("post_id", flat=True)
    return superiors_on(on), set(held)


def _climb(post_id: int, superiors: dict[int, int | None], held: set[int]) -> int | None:
    seen = {post_id}
    above = superiors.get(post_id)
    while above is not None and above not in seen:
        if above in held:
            return above
        seen.add(above)
        above = superiors.get(above)
    return None
