"""Goals down to the operators of team A and money of that team, for the sweep of all doors.

The goal of the team is promised; its operator asked to promise less.
"""

from datetime import date
from decimal import Decimal

from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.organisation.models import Post
from dutyline.modules.inspections.tests.setting import AT, TODAY, Setting
from dutyline.modules.responsibility.models import Goal
from dutyline.modules.responsibility.operations.budget import plan_budget, record_use
from dutyline.modules.responsibility.operations.goals import Aim, pass_on, promise_goal, set_goal
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.modules.responsibility.tests.goals import photo

INJURIES = Aim("figure", text_en="Injuries", comparison="lte", target=Decimal(1))


def goals_and_money_of_team_a(here: Setting) -> dict[str, object]:
    """Return them by the names policies use."""
    posts = here.plant.posts
    zhao = here.actor("zhao")
    top = set_goal(
        by=zhao, post=posts.resin_principal, year=TODAY.year, aim=INJURIES, on=TODAY, at=AT
    )
    shop = _promised(here, _passed(here, top, "zhao", posts.workshop_head), "zhang", 1)
    team = _promised(here, _passed(here, shop, "zhang", posts.team_leader_a), "li", 1)
    asked = _promised(here, _passed(here, team, "li", posts.operator_a), "wang", 2)
    with changing():
        CatalogueItem.objects.create(
            kind="budget_purpose",
            key="training",
            label_en="Training",
            origin="pack",
            pack="tests",
            rank=0,
            valid_from=date(2026, 1, 1),
        )
    li, unit = here.actor("li"), here.plant.units.team_a
    line = plan_budget(
        by=li,
        unit=unit,
        year=TODAY.year,
        purpose="training",
        planned=Decimal(1000),
        on=TODAY,
        at=AT,
    )
    use = record_use(
        by=li,
        line=line,
        amount=Decimal(10),
        spent_on=TODAY,
        what="Course",
        files=[photo()],
        on=TODAY,
        at=AT,
    )
    return {
        "goal": team.pk,
        "asked_goal": asked.pk,
        "budget_line": line.pk,
        "budget_use": use.pk,
    }


def _passed(here: Setting, goal: Goal, name: str, post: Post) -> Goal:
    return pass_on(
        by=here.actor(name),
        goal=goal,
        post=post,
        mark=Mark("lte", Decimal(1)),
        reason="Every level has its part",
        on=TODAY,
        at=AT,
    )


def _promised(here: Setting, goal: Goal, name: str, target: int) -> Goal:
    mark = Mark("lte", Decimal(target))
    return promise_goal(
        by=here.actor(name), goal=goal, mark=mark, reason="Old pumps", on=TODAY, at=AT
    )
