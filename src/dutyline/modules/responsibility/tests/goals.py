"""Goals and money that tests stand on: a number, a milestone, a catalogue of purposes."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image

from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.modules.responsibility.models import BudgetLine, Goal
from dutyline.modules.responsibility.operations.budget import plan_budget
from dutyline.modules.responsibility.operations.goals import (
    Aim,
    answer_promise,
    pass_on,
    promise_goal,
    set_goal,
)
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.modules.responsibility.tests.desk import AT, TODAY, Desk

YEAR = TODAY.year
WHY = "Said at the meeting of the year"
RATE = Aim(
    measure="indicator",
    text_en="Repairs are done on time",
    text_zh="隐患按期整改",
    indicator="actions.on_time_rate",
    comparison="gte",
    target=Decimal("0.95"),
)
INJURIES = Aim(
    measure="figure",
    text_en="Injuries",
    text_zh="伤害事故",
    figure_unit="cases",
    comparison="lte",
    target=Decimal(1),
)
DRILL = Aim(measure="milestone", text_en="Fire drill held", due_on=date(2026, 6, 30))


class Goals:
    """The verbs of goals by the names of people and posts, all on the day of the desk."""

    def __init__(self, here: Desk) -> None:
        """Take the desk."""
        self.here = here

    def post(self, name: str) -> Any:
        """Return a post of the plant as it is."""
        post = getattr(self.here.plant.posts, name)
        post.refresh_from_db()
        return post

    def set(self, aim: Aim = RATE) -> Goal:
        """Return a goal of the year Zhao set for Resin."""
        return set_goal(
            by=self.here.actor("zhao"),
            post=self.post("resin_principal"),
            year=YEAR,
            aim=aim,
            on=TODAY,
            at=AT,
        )

    def passed(self, goal: Goal, name: str, post: str, **mark: Any) -> Goal:
        """Return a goal a person passed on to a post, as it is without a mark."""
        return pass_on(
            by=self.here.actor(name),
            goal=goal,
            post=self.post(post),
            mark=self.mark(goal, **mark),
            reason=WHY,
            on=TODAY,
            at=AT,
        )

    def promised(self, goal: Goal, name: str, reason: str = "", **mark: Any) -> Goal:
        """Return a goal a person promised, as it was passed on without a mark."""
        return promise_goal(
            by=self.here.actor(name),
            goal=goal,
            mark=self.mark(goal, **mark),
            on=TODAY,
            at=AT,
            reason=reason,
        )

    def answered(
        self, goal: Goal, name: str, *, granted: bool = True, reason: str = "Agreed"
    ) -> Goal:
        """Return a goal whose smaller promise a person decided on."""
        return answer_promise(
            by=self.here.actor(name), goal=goal, granted=granted, reason=reason, on=TODAY, at=AT
        )

    def mark(self, goal: Goal, **mark: Any) -> Mark:
        """Return what a goal is held against, or something else."""
        if mark:
            return Mark(goal.comparison, **mark)
        return Mark(goal.comparison, goal.target, goal.due_on)

    def down(self, aim: Aim = RATE) -> tuple[Goal, Goal, Goal]:
        """Return a goal of Resin, promised by its workshop and passed on to team A."""
        top = self.set(aim)
        shop = self.promised(self.passed(top, "zhao", "workshop_head"), "zhang")
        return top, shop, self.passed(shop, "zhang", "team_leader_a")


def photo() -> BytesIO:
    """Return the photo of an invoice."""
    file = BytesIO()
    Image.effect_noise((64, 64), 40).convert("RGB").save(file, "JPEG")
    file.seek(0)
    file.name = "invoice.jpg"
    return file


def purposes() -> None:
    """Put two purposes into the catalogue."""
    with changing():
        for key, english, chinese in (
            ("training", "Training", "安全教育培训"),
            ("equipment", "Safety equipment", "安全防护设施设备"),
        ):
            CatalogueItem.objects.create(
                kind="budget_purpose",
                key=key,
                label_en=english,
                label_zh=chinese,
                origin=Origin.PACK,
                pack="toy",
                rank=1,
                valid_from=date(2000, 1, 1),
            )


def planned(
    here: Desk, name: str = "zhang", unit: str = "workshop", purpose: str = "training", **more: Any
) -> BudgetLine:
    """Return a line somebody planned for a unit."""
    more = {"planned": Decimal(10000), "year": YEAR} | more
    return plan_budget(
        by=here.actor(name),
        unit=getattr(here.plant.units, unit),
        purpose=purpose,
        on=TODAY,
        at=AT,
        **more,
    )
