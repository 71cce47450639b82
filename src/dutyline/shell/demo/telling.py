"""Tells the story day by day: the recent weeks first, the months before them while people look.

Every day is one transaction that also says how far the story is told, so that telling may be
broken off anywhere and go on later. The plan is worked out again each time; it is the same. What
is settled once all is told counts as one day more: done in steps, and done again if broken off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from importlib import import_module
from itertools import chain

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import translation

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.history.operations import told_as_lived
from dutyline.kernel.registry import Moment, Refusal, manifests
from dutyline.kernel.registry.stopping import stopping
from dutyline.shell.demo.patience import BREATH, Pauses, patiently
from dutyline.shell.demo.reading import read_up
from dutyline.shell.demo.stage import EnterpriseStage
from dutyline.shell.demo.sweeps import Step, catching_up, closing, matching, rewind, run_night
from dutyline.shell.demo.times import ZONE, moment
from dutyline.shell.sign_in.installation import show_told

log = structlog.get_logger("dutyline.demo")
UNREAD = timedelta(hours=30)
"""How long people of the story leave unread what they are told."""
NO_LONGER = (Refusal, NotPermitted, ObjectDoesNotExist)
"""What a moment meets when somebody who looks around has changed what it tells of."""


@dataclass(frozen=True)
class Story:
    """The whole plan in its two parts: what began in the recent weeks, and what began before."""

    stage: EnterpriseStage

    @cached_property
    def recent_days(self) -> Sequence[date]:
        """Return the days of the part told first."""
        return self.stage.times.days_since(self.stage.recent)

    @cached_property
    def older_days(self) -> Sequence[date]:
        """Return the days of the other part; what began before may last until today."""
        return self.stage.times.days_since(self.stage.begins)

    def tell_recent(self, told: int = 0, *, strict: bool = True) -> None:
        """Tell the recent weeks from where they were broken off."""
        part = dict(self._parts[True])
        if told == 0:
            # What older days they stand on belongs to the first of them.
            first = self.recent_days[0]
            part[first] = [each for day in sorted(part) if day <= first for each in part[day]]
        with translation.override(self.stage.language), told_as_lived():
            for number, day in enumerate(self.recent_days[told:], told + 1):
                patiently(partial(self._tell, day, part, number, strict=strict))
            for step in self._catching_up():
                patiently(step)

    def tell_older(self, told: int, *, strict: bool = False, breath: float = BREATH) -> int:
        """Tell the older part from where it was broken off; return how many days that were."""
        part, first = self._parts[False], told - len(self.recent_days)
        left = self.older_days[first:]
        with translation.override(self.stage.language), told_as_lived():
            if left:
                patiently(partial(rewind, left[0]))
            for number, day in enumerate(left, told + 1):
                patiently(partial(self._tell, day, part, number, strict=strict))
                if stopping.wait(breath):
                    return number - told
            pauses = Pauses(breath)
            for step in self._settling():
                patiently(step)
                if pauses.breathe():
                    break
        return len(left)

    def _settling(self) -> Iterator[Step]:
        now, to_tell = self.stage.now, self.stage.times.to_tell
        yield from chain(matching(now), closing(self.stage.begins, now), self._catching_up())
        yield partial(show_told, told=to_tell, to_tell=to_tell)

    def _catching_up(self) -> Iterator[Step]:
        yield partial(read_up, self.stage, self.stage.now - UNREAD)
        yield from catching_up(self.stage.now)

    @transaction.atomic
    def _tell(
        self, day: date, part: Mapping[date, list[Moment]], number: int, *, strict: bool
    ) -> None:
        run_night(day)
        self._act(part.get(day, ()), strict=strict)
        show_told(told=number, to_tell=self.stage.times.to_tell)

    def _act(self, moments: Iterable[Moment], *, strict: bool) -> None:
        for each in moments:
            try:
                each.act()
            except NO_LONGER as refusal:
                if strict:
                    raise
                log.warning("a moment of the demo is left out", at=each.at, why=repr(refusal))

    @cached_property
    def _parts(self) -> Mapping[bool, dict[date, list[Moment]]]:
        """Return the moments in order by part (is it the recent one?) and day."""
        parts: dict[bool, dict[date, list[Moment]]] = {True: {}, False: {}}
        recent = moment(self.stage.recent, 0)
        for each in sorted(lived(self.stage), key=lambda each: each.at):
            day = each.at.astimezone(ZONE).date()
            parts[each.since >= recent].setdefault(day, []).append(each)
        return parts


def lived(stage: EnterpriseStage) -> Iterator[Moment]:
    """Yield the moments that have come by now, not in order: today goes on without the story."""
    return (each for each in _moments(stage) if each.at <= stage.now)


def _moments(stage: EnterpriseStage) -> Iterator[Moment]:
    for manifest in manifests():
        if manifest.demo:
            package, name = manifest.demo.rsplit(".", 1)
            yield from getattr(import_module(package), name)(stage)
