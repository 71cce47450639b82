"""Which post answers for a vacant one."""

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
        self._lines: dict[date, dict[int, int | None]] = {}
        self._held: dict[date, set[int]] = {}

    def of(self, post_id: int, on: date) -> Cover:
        """Return who covers a post on a day: the nearest superior post that somebody holds."""
        if not vacancies_are_covered(on):
            return Cover(None)
        if on not in self._lines:
            self._lines[on] = superiors_on(on)
            running = Appointment.objects.filter(as_of(on))
            self._held[on] = set(running.values_list("post_id", flat=True))
        line, held = self._lines[on], self._held[on]
        seen = {post_id}
        above = line.get(post_id)
        while above is not None and above not in seen:
            if above in held:
                return Cover(above)
            seen.add(above)
            above = line.get(above)
        return Cover(None)
