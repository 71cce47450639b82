"""Goals where posts are vacant, or held by somebody acting: who passes on, who decides."""

from decimal import Decimal

import pytest

from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.operations import appoint, end_appointment
from dutyline.modules.responsibility.models import GoalState
from dutyline.modules.responsibility.operations.goals.line import led_by
from dutyline.modules.responsibility.operations.goals.refusals import NobodyToPromise, OwnPromise
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import Goals

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
    people = goals.here.plant.people
    appoint(
        by=goals.here.plant.by,
        person=people.zhang,
        post=goals.post("resin_principal"),
        acting=True,
        acting_for=goals.here.plant.appointments.zhao,
        on=TODAY,
        at=AT,
    )
    assert Appointment.objects.on(TODAY).filter(person=people.zhang).count() == 2
    shop = goals.promised(shop, "zhang", "Two pumps are old", target=Decimal("0.9"))
    with pytest.raises(OwnPromise):
        goals.answered(shop, "zhang")
    assert goals.answered(shop, "zhao").state == GoalState.PROMISED


def test_the_line_of_a_post_is_who_reports_to_it(goals):
    codes = [post.code for post in led_by(goals.post("workshop_head"), TODAY)]
    assert codes == ["team_leader_a", "team_leader_b"]
    assert [post.code for post in led_by(goals.post("team_leader_a"), TODAY)] == ["operator_a"]
    assert led_by(goals.post("team_leader_b"), TODAY) == []
