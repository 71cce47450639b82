"""Puts the chapters of the inspections together: every moment of the half-year."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from dutyline.kernel.registry import Moment, Stage
from dutyline.modules.inspections.demo.book import URGENT, said
from dutyline.modules.inspections.demo.cases import Case
from dutyline.modules.inspections.demo.fates import Fates
from dutyline.modules.inspections.demo.finds import Finds
from dutyline.modules.inspections.demo.headlines import Headlines, Major
from dutyline.modules.inspections.demo.lives import Life, Step
from dutyline.modules.inspections.demo.numbering import Numbers
from dutyline.modules.inspections.demo.papers import Papers
from dutyline.modules.inspections.demo.preparing import (
    Walking,
    own_categories,
    pack_categories,
    prepare_checklists,
    prepare_plans,
    walkings,
)
from dutyline.modules.inspections.demo.reports import Reports
from dutyline.modules.inspections.demo.returning import Returning
from dutyline.modules.inspections.demo.rounds import Rounds
from dutyline.modules.inspections.demo.walks import Walk, Walks
from dutyline.modules.inspections.demo.windows import Windows
from dutyline.modules.inspections.models import Cadence
from dutyline.modules.inspections.operations.opening import open_due_rounds

LONG = (Cadence.MONTHLY, Cadence.QUARTERLY)
"""Plans of these have one generation: their periods are longer than what is told first."""

SHOWN = timedelta(days=92)
"""How far back people look at once whether a place was covered."""
ODD_SINCE = timedelta(days=13)
"""How long ago the odd cases were found: far enough for what follows from them."""


def tell(stage: Stage) -> Iterable[Moment]:
    """Return every moment of the inspections up to now; the same each time it is asked."""
    return Telling(stage).moments()


class Telling:
    """The chapters, with what they share."""

    def __init__(self, stage: Stage) -> None:
        """Read what the enterprise looks like."""
        self.stage = stage
        zone = stage.at(stage.begins, 0).tzinfo
        if not isinstance(zone, ZoneInfo):
            raise TypeError("the story plays in a named zone")
        self.tz = zone
        self.begins, self.recent = stage.at(stage.begins, 0), stage.at(stage.recent, 0)
        self.returning = Returning()
        self.finds = Finds(
            stage,
            zone,
            posts=stage.chapter("posts"),
            places={row["key"]: row["unit"] for row in stage.chapter("places")},
            returning=self.returning,
        )
        self.rounds = Rounds(stage)
        self.reports = Reports(stage, zone)
        self.numbers = Numbers(stage, zone)

    def moments(self) -> Iterator[Moment]:
        """Yield the moments, not in order."""
        yield from self._preparing()
        for walk in self._walks():
            since = self._since(walk)
            act = partial(self.rounds.carry_out, walk)
            case = self.finds.by_round(walk)
            if case is not None:
                act = partial(self.numbers.give, case, act)
                yield from self._life(case, since)
            yield Moment(walk.recorded_at, act, since)
        for case in self._found():
            yield from self._life(case, case.found_at)
        for case in Headlines(self.stage, self.tz).cases():
            yield from self._life(case, max(case.found_at, self.recent))
        yield from self._majors()
        for since, step in self.reports.others():
            yield from self._steps([step], since)
        papers = Papers(self.stage, self.tz)
        yield from self._steps([papers.views()], self.recent)
        for step in papers.statistics():
            yield from self._steps([step], self.begins)

    def _since(self, walk: Walk) -> datetime:
        """Return when a walk counts as begun: with its period, but the long ones of late first."""
        if walk.walking.cadence not in LONG:
            return walk.window.starts_at
        lately = walk.started_at > self.stage.now - SHOWN
        return max(walk.started_at, self.recent) if lately else walk.started_at

    def _preparing(self) -> Iterator[Moment]:
        yield Moment(self.begins, self._prepare, self.recent)
        yield Moment(self.begins, self._prepare_older, self.begins)
        for day in self._days(self.stage.begins):
            opens_at = self.stage.at(day, 0)
            if day.day == 1 and opens_at < self.recent:
                yield Moment(opens_at, partial(self._open, day), self.recent)
            yield Moment(opens_at, partial(self._open, day), opens_at)

    def _prepare(self) -> None:
        self.numbers.keep_back()
        prepare_checklists(self.stage)
        prepare_plans(self.stage, self._plans(long=True), self.stage.begins, None)
        prepare_plans(self.stage, self._plans(long=False), self.stage.recent, None)

    def _prepare_older(self) -> None:
        short = self._plans(long=False)
        prepare_plans(self.stage, short, self.stage.begins, self.stage.recent)

    def _open(self, day: date) -> None:
        """Let the rounds of a day fall due, as the sweep does through it."""
        evening = self.stage.at(day + timedelta(days=1), 0) - timedelta(seconds=1)
        open_due_rounds(min(evening, self.stage.now))

    def _walks(self) -> Iterator[Walk]:
        windows = Windows(self.stage, self.tz)
        categories = {**own_categories(), **pack_categories()}
        now = self.stage.now
        spans = (
            (self._plans(long=True), self.begins, now),
            (self._plans(long=False), self.begins, self.recent),
            (self._plans(long=False), self.recent, now),
        )
        for plans, first, end in spans:
            walks = Walks(self.stage, self.tz, windows, categories, first, end, self.returning)
            yield from walks.of(plans)

    def _plans(self, *, long: bool) -> list[Walking]:
        return [each for each in walkings() if (each.cadence in LONG) == long]

    def _found(self) -> Iterator[Case]:
        today = self.stage.now.astimezone(self.tz).date()
        cases = list(self.finds.by_share(self.stage.begins, today + timedelta(days=1)))
        yield from self._odd(sorted(cases, key=lambda case: case.found_at))
        yield from self.finds.reported()

    def _odd(self, cases: list[Case]) -> Iterator[Case]:
        """Yield the cases, of which one is void, one found twice, one with a used photo."""
        lately = self.stage.now - ODD_SINCE
        recent = [case for case in cases if case.found_at > lately and case.care]
        void, twin = recent[4], recent[7]
        others = [case for case in recent if case not in (void, twin)]
        # Told first, so that the photo used again is not told before the first use of it.
        photo = next(case for case in others if case.scene and case.found_at > self.recent)
        for case in cases:
            if case is void:
                reason = said(self.stage, "void")
                yield replace(case, void=reason, void_at=case.recorded_at + timedelta(hours=20))
            else:
                yield case
        found_at = twin.found_at + timedelta(hours=2)
        yield replace(
            twin,
            key=f"twin {twin.key}",
            found_at=found_at,
            recorded_at=found_at,
            merged_into=twin.found_at,
            merged_at=found_at + timedelta(hours=1),
        )
        yield self._photographed_again(photo)

    def _photographed_again(self, case: Case) -> Case:
        """Return a danger found two days after another, with the photo of that one."""
        found_at = case.found_at + timedelta(days=2)
        again = replace(
            case,
            key=f"again {case.key}",
            found_at=found_at,
            recorded_at=found_at,
            photo_of=case.key,
            care=None,
        )
        done = case.care.mendings[0].text if case.care and case.care.mendings else ""
        days = URGENT[case.risk]
        return replace(again, care=Fates(self.stage, self.tz).care(again, days, done))

    def _majors(self) -> Iterator[Moment]:
        for case, row in Headlines(self.stage, self.tz).majors():
            life = Life(self.stage, self.tz, case, self.numbers)
            closed = case.care is not None and case.care.closed_at is not None
            # What stands open is told first, for people look for it first.
            since = case.found_at if closed else max(case.found_at, self.recent)
            self.numbers.count(case, since)
            yield from self._steps(life.steps(), since)
            yield from self._steps(Major(life, row).steps(), since)

    def _life(self, case: Case, since: datetime) -> Iterator[Moment]:
        self.numbers.count(case, since)
        if case.report:
            yield from self._steps(self.reports.taken_up(case, self.numbers), since)
        yield from self._steps(Life(self.stage, self.tz, case, self.numbers).steps(), since)

    def _steps(self, steps: Iterable[Step], since: datetime) -> Iterator[Moment]:
        """Yield the steps up to now; nothing follows a step that is still to come."""
        for at, act in steps:
            if at > self.stage.now:
                return
            yield Moment(at, act, since)

    def _days(self, first: date) -> Iterator[date]:
        today = self.stage.now.astimezone(self.tz).date()
        for offset in range((today - first).days + 1):
            yield first + timedelta(days=offset)
