"""Tells how the goals of the year went down the line, who promised less, and what waits."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from dutyline.kernel.registry import Moment, Stage, Words
from dutyline.modules.responsibility.demo import goal_words as said
from dutyline.modules.responsibility.models import Goal, GoalState
from dutyline.modules.responsibility.operations.goals import (
    Aim,
    answer_promise,
    pass_on,
    promise_goal,
    report_result,
    set_goal,
)
from dutyline.modules.responsibility.operations.goals.line import led_by
from dutyline.modules.responsibility.operations.goals.shared import passed, promised
from dutyline.modules.responsibility.rules.promising import Mark

TOP = "principal"
LESS, ANSWERS = "poly-head", "resin-head"
"""Which post promised less of the first goal, and whose holder consented."""
WAITS, SILENT = "poly-b-leader", "poly-a-leader"
"""Whose smaller promise still waits for consent, and who has not promised yet."""
LEVELS = 3
DAY = timedelta(days=1)


def first_day(stage: Stage) -> date:
    """Return the day the story of goals begins: in the year of its end, so that all of it shows."""
    year = stage.now.year
    return stage.begins + 3 * DAY if stage.begins.year == year else date(year, 1, 1)


class Goals:
    """The goals of the year, from the principal down to the shift teams."""

    def __init__(self, stage: Stage) -> None:
        """Know the posts that head a unit, by their keys."""
        self.stage, self.day = stage, first_day(stage)
        rows: list[Words] = stage.chapter("posts")
        self.heads: dict[str, str] = {row["key"]: row["unit"] for row in rows if row.get("heads")}

    def moments(self) -> Iterator[Moment]:
        """Yield the moments, not in order."""
        yield self._moment(self.day, 9.5, self._set)
        for level in range(LEVELS):
            day = self.day + (4 * level + 1) * DAY
            yield self._moment(day, 10.2, partial(self._pass_down, level))
            yield self._moment(day + DAY, 14.1, partial(self._promise, level + 1))
            yield self._moment(day + 2 * DAY, 9.1, self._consent)
        for weeks in (8, 16, 24):
            yield self._moment(self.day + 7 * weeks * DAY, 16.3, self._report)

    def _set(self, day: date, at: datetime) -> None:
        holder = self._holder(TOP, day)
        if holder is None:
            return
        due_on = date(self.stage.now.year, 12, 15)
        figure = str(self.stage.say(said.CASES))
        aims = (
            Aim(
                "indicator",
                **_words(said.ON_TIME),
                indicator="actions.on_time_rate",
                comparison="gte",
                target=Decimal("0.9"),
            ),
            Aim(
                "figure",
                **_words(said.INJURIES),
                figure_unit=figure,
                comparison="lte",
                target=Decimal(0),
            ),
            Aim("milestone", **_words(said.DRILL), due_on=due_on),
        )
        by, post = self.stage.actor(holder, day), self.stage.post(TOP)
        for aim in aims:
            set_goal(by=by, post=post, year=at.year, aim=aim, on=day, at=at)

    def _pass_down(self, level: int, day: date, at: datetime) -> None:
        keys = self._keys()
        for goal in self._goals(level, GoalState.PROMISED):
            holder = self._holder(keys.get(goal.post_id, ""), day)
            if holder is None:
                continue
            by, mark, why = (
                self.stage.actor(holder, day),
                promised(goal),
                self.stage.say(said.PASSED),
            )
            for post in led_by(goal.post, day):
                if post.pk in keys:
                    pass_on(by=by, goal=goal, post=post, mark=mark, reason=why, on=day, at=at)

    def _promise(self, level: int, day: date, at: datetime) -> None:
        keys, less = self._keys(), self._less()
        for goal in self._goals(level, GoalState.PASSED_ON):
            key = keys.get(goal.post_id, "")
            holder = self._holder(key, day)
            if holder is None or key == SILENT:
                continue
            mark, why = passed(goal), ""
            if goal.indicator and key in less:
                part, why = less[key]
                mark = Mark(goal.comparison, part)
            by = self.stage.actor(holder, day)
            promise_goal(by=by, goal=goal, mark=mark, reason=why, on=day, at=at)

    def _consent(self, day: date, at: datetime) -> None:
        """Answer for the superior of the one post; who else asked still waits."""
        waiting = Goal.objects.filter(state=GoalState.ASKED, post=self.stage.post(LESS))
        holder = self._holder(ANSWERS, day)
        for goal in waiting if holder else ():
            by, why = self.stage.actor(holder or "", day), self.stage.say(said.CONSENT)
            answer_promise(by=by, goal=goal, granted=True, reason=why, on=day, at=at)

    def _report(self, day: date, at: datetime) -> None:
        holder = self._holder(TOP, day)
        if holder is None:
            return
        by, words = self.stage.actor(holder, day), self.stage.say(said.NONE_SO_FAR)
        for goal in self._goals(0, GoalState.PROMISED):
            if goal.measure == "figure":
                report_result(
                    by=by, goal=goal, on=day, words=words, value=Decimal(0), at=at, today=day
                )

    def _less(self) -> dict[str, tuple[Decimal, str]]:
        say = self.stage.say
        return {
            LESS: (Decimal("0.85"), str(say(said.LESS))),
            WAITS: (Decimal("0.75"), str(say(said.WAITING))),
        }

    def _goals(self, level: int, state: GoalState) -> list[Goal]:
        rows = Goal.objects.filter(year=self.stage.now.year, state=state).order_by("path")
        found = rows.select_related("post__unit")
        return [goal for goal in found if goal.path.count("/") == level + 2]

    def _keys(self) -> dict[int, str]:
        return {self.stage.post(key).pk: key for key in self.heads}

    def _holder(self, key: str, day: date) -> str | None:
        return next(iter(self.stage.at_work(key, day)), None) if key else None

    def _moment(self, day: date, hour: float, act: Callable[[date, datetime], object]) -> Moment:
        at = self.stage.at(day, hour)
        return Moment(at, partial(act, day, at), self.stage.at(self.stage.begins, 0))


def _words(pair: dict[str, str]) -> dict[str, str]:
    return {"text_en": pair["en"], "text_zh": pair["zh"]}
