"""Tell a dead holder from a slow one without trusting any clock of the wall."""

import time
from collections.abc import Callable

DEAD_AFTER_SECONDS = 30.0
PULSE_SECONDS = 5.0


class Watch:
    """What one worker has seen of the pulses of others.

    A pulse that has not moved for `DEAD_AFTER_SECONDS` of our own monotonic clock belongs to a
    holder that died, slept or was cut off.
    """

    def __init__(
        self,
        dead_after: float = DEAD_AFTER_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin having seen nothing."""
        self._dead_after = dead_after
        self._clock = clock
        self._seen: dict[str, tuple[tuple[str, int], float]] = {}

    def is_dead(self, key: str, holder: str, pulse: int) -> bool:
        """Note the pulse just read, and say whether it has stood still for too long."""
        now = self._clock()
        beat = (holder, pulse)
        known = self._seen.get(key)
        if known is None or known[0] != beat:
            self._seen[key] = (beat, now)
            return False
        return now - known[1] >= self._dead_after
