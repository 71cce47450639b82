"""Tells how money for safety was planned down the line, and used with its invoices."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from dutyline.kernel.registry import Moment, Stage
from dutyline.modules.responsibility.demo import goal_words as said
from dutyline.modules.responsibility.demo.goals import first_day
from dutyline.modules.responsibility.models import BudgetLine, BudgetUse
from dutyline.modules.responsibility.operations.budget import plan_budget, record_use, take_back

UNITS = (
    ("group", "principal", 600_000),
    ("resin", "resin-head", 240_000),
    ("poly", "poly-head", 60_000),
)
"""Which unit plans, whose post controls the money, and how much for each purpose."""
USED_IN = "poly"
MANAGER = "chen-lan"
"""Who records what was used above the workshop."""
WEEKS = 3
"""Between two uses."""
WRONG = "protective_gear"
DAY = timedelta(days=1)


class Spending:
    """The safety budget of the year of three levels, and what the workshop used of it."""

    def __init__(self, stage: Stage) -> None:
        """Begin with the goals."""
        self.stage, self.day = stage, first_day(stage)

    def moments(self) -> Iterator[Moment]:
        """Yield the moments, not in order."""
        for unit, post, planned in UNITS:
            yield self._moment(self.day + DAY, 15.2, partial(self._plan, unit, post, planned))
        for number, (purpose, amount, words) in enumerate(said.USES, start=1):
            day = self.day + 7 * WEEKS * number * DAY
            act = partial(self._use, purpose, Decimal(amount), self.stage.say(words))
            yield self._moment(day, 11.4, act)
            yield self._moment(day + 3 * DAY, 14.7, partial(self._settle, purpose))
            if purpose == WRONG:
                yield self._moment(day + 2 * DAY, 9.3, self._take_back)

    def _plan(self, unit: str, post: str, planned: int, day: date, at: datetime) -> None:
        holder = next(iter(self.stage.at_work(post, day)), None)
        if holder is None:
            return
        for purpose, _amount, _words in said.USES:
            plan_budget(
                by=self.stage.actor(holder, day),
                unit=self.stage.unit(unit),
                year=day.year,
                purpose=purpose,
                planned=Decimal(planned),
                on=day,
                at=at,
            )

    def _use(self, purpose: str, amount: Decimal, what: str, day: date, at: datetime) -> None:
        holder = next(iter(self.stage.at_work("poly-head", day)), None)
        line = self._line(USED_IN, purpose, day)
        if holder is not None and line is not None:
            by = self.stage.actor(holder, day)
            record_use(by=by, line=line, amount=amount, what=what, **_proved(amount, day, at))

    def _settle(self, purpose: str, day: date, at: datetime) -> None:
        """Let the safety manager record what the company and the group used."""
        for unit, _post, planned in UNITS:
            line = self._line(unit, purpose, day)
            if unit == USED_IN or line is None:
                continue
            amount = planned * Decimal(said.SHARES[purpose])
            by, what = self.stage.actor(MANAGER, day), self.stage.say(said.SETTLED)
            record_use(by=by, line=line, amount=amount, what=what, **_proved(amount, day, at))

    def _line(self, unit: str, purpose: str, day: date) -> BudgetLine | None:
        lines = BudgetLine.objects.filter(unit=self.stage.unit(unit), purpose=purpose)
        found: BudgetLine | None = lines.filter(year=day.year).first()
        return found

    def _take_back(self, day: date, at: datetime) -> None:
        holder = next(iter(self.stage.at_work("poly-head", day)), None)
        use = BudgetUse.objects.filter(line__purpose=WRONG, corrects=None).first()
        if holder is None or use is None:
            return
        by, why = self.stage.actor(holder, day), self.stage.say(said.TWICE)
        take_back(by=by, use=use, amount=Decimal(1540), reason=why, at=at)

    def _moment(self, day: date, hour: float, act: Callable[[date, datetime], object]) -> Moment:
        at = self.stage.at(day, hour)
        return Moment(at, partial(act, day, at), self.stage.at(self.stage.begins, 0))


def _proved(amount: Decimal, day: date, at: datetime) -> dict[str, Any]:
    """Return when money was used, recorded on the same day with its invoice."""
    return {"spent_on": day, "on": day, "at": at, "files": [_invoice(amount, day)]}


def _invoice(amount: Decimal, day: date) -> BytesIO:
    """Return the picture of an invoice."""
    sheet = Image.new("RGB", (640, 420), "white")
    pen = ImageDraw.Draw(sheet)
    for row in range(110, 330, 44):
        pen.line((40, row, 600, row), fill="#b8b8b8", width=2)
    pen.rectangle((40, 66, 600, 330), outline="#606060", width=3)
    pen.text((48, 24), f"No. {day:%Y%m%d}-{int(amount) % 997:03d}", fill="black")
    pen.text((440, 350), f"{amount:,.2f}", fill="black")
    file = BytesIO()
    sheet.save(file, "JPEG", quality=80)
    file.seek(0)
    file.name = "invoice.jpg"
    return file
