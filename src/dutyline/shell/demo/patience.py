"""Lets a telling of minutes and people who write at the same time get along."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from django.db import DatabaseError

from dutyline.kernel.registry.stopping import stopping
from dutyline.toolkit.unwritable import AGAIN_SECONDS, Trouble, trouble_of

log = structlog.get_logger("dutyline.demo")
BREATH = 0.25
"""Seconds in which people who look around may write: longer than a waiting connection of SQLite
sleeps between two tries (0.1 s), so that each of them meets the pause."""
AT_A_STRETCH = 1.0
"""Seconds of telling without a pause."""
TRIES = 5


def patiently(act: Callable[[], object]) -> None:
    """Carry out one transaction of the story, once more where others wrote for too long."""
    for left in reversed(range(TRIES)):
        try:
            act()
        except DatabaseError as error:
            if not left or trouble_of(error) is not Trouble.BUSY:
                raise
            log.info("a day of the demo waits for others who write")
            if stopping.wait(AGAIN_SECONDS):
                raise
        else:
            return


@dataclass
class Pauses:
    """Pauses of `seconds` after every stretch of telling."""

    seconds: float = BREATH
    _since: float = field(default_factory=time.monotonic)

    def breathe(self) -> bool:
        """Pause where it is time to; say whether the telling is to be broken off."""
        if time.monotonic() - self._since < AT_A_STRETCH:
            return stopping.is_set()
        stopped = stopping.wait(self.seconds)
        self._since = time.monotonic()
        return stopped
