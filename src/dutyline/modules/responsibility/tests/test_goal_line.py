"""Goals where posts are vacant, or held by somebody acting: who passes on, who decides."""

from decimal import Decimal

import pytest

from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.operations import appoint, end_appointment
from dutyline.modules.responsibility.models import GoalState
from dutyline.modules.responsibility.operations.goals import change_goal, withdraw_goal
from dutyline.modules.responsibility.operations.goals.line import led_by
from dutyline.modules.responsibility.operations.goals.refusals import (
    NobodyToPromise,
    NotTheSuperior,
    OwnGoal,
    OwnPromise,
)
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import WHY, Goals

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals(here):
    return Goals(here)


def vacate(goals, name):
    end_appointment(
        by=goals.here.plant.by,
        appointment=getattr(goals.here.plant.appointments, name),
        on=TODAY,
        at=AT,
    )


def act(goals, name, post, absent):
    appoint(
        by=goals.here.plant.by,
        person=getattr(goals.here.plant.people, name),
        post=goals.post(post),
        acting=True,
        acting_for=getattr(goals.here.plant.appointments, absent),
        on=TODAY,
        at=AT,
    )


def change(goals, name, goal, target):
    mark, by = goals.mark(goal, target=Decimal(target)), goals.here.actor(name)
    return change_goal(by=by, goal=goal, mark=mark, reason=WHY, on=TODAY, at=AT)


def test_the_next_held_post_above_decides_where_the_superior_is_vacant(goals):
    _top, _shop, team = goals.down()
    vacate(goals, "zhang")
    team = goals.promised(team, "li", "Short of hands", target=Decimal("0.9"))
    assert team.asked_post == goals.post("resin_principal")
    assert goals.answered(team, "zhao").state == GoalState.PROMISED


def test_a_goal_goes_past_a_vacant_post_to_those_under_it(goals):
    top = goals.set()
    vacate(goals, "zhang")
    assert [post.code for post in led_by(goals.post("resin_principal"), TODAY)] == [
        "safety_manager",
        "team_leader_a",
        "team_leader_b",
    ]
    with pytest.raises(NobodyToPromise):
        goals.passed(top, "zhao", "workshop_head")
    assert goals.passed(top, "zhao", "team_leader_a").parent == top


def test_an_acting_holder_promises_but_does_not_consent_to_himself(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    act(goals, "zhang", "resin_principal", "zhao")
    assert Appointment.objects.on(TODAY).filter(person=goals.here.plant.people.zhang).count() == 2
    shop = goals.promised(shop, "zhang", "Two pumps are old", target=Decimal("0.9"))
    with pytest.raises(OwnPromise):
        goals.answered(shop, "zhang")
    assert goals.answered(shop, "zhao").state == GoalState.PROMISED


def test_who_acts_for_his_superior_does_not_lower_or_withdraw_his_own_goal(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    act(goals, "zhang", "resin_principal", "zhao")
    by = goals.here.actor("zhang")
    with pytest.raises(OwnGoal):
        change(goals, "zhang", shop, "0.9")
    with pytest.raises(OwnGoal):
        withdraw_goal(by=by, goal=shop, reason=WHY, on=TODAY, at=AT)
    assert change(goals, "zhao", shop, "0.9").target == Decimal("0.9")


def test_a_goal_of_who_holds_both_posts_is_changed_by_the_next_above(goals):
    _top, _shop, team = goals.down()
    act(goals, "zhang", "team_leader_a", "li")
    with pytest.raises(OwnGoal):
        change(goals, "zhang", team, "0.9")
    with pytest.raises(NotTheSuperior):
        change(goals, "chen", team, "0.9")
    assert change(goals, "zhao", team, "0.9").target == Decimal("0.9")


def test_the_line_of_a_post_is_who_reports_to_it(goals):
    codes = [post.code for post in led_by(goals.post("workshop_head"), TODAY)]
    assert codes == ["team_leader_a", "team_leader_b"]
    assert [post.code for post in led_by(goals.post("team_leader_a"), TODAY)] == ["operator_a"]
    assert led_by(goals.post("team_leader_b"), TODAY) == []
