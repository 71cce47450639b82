"""Goals: set at the top, passed down step by step, promised by each post for itself."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.notifications.models import Notification
from dutyline.modules.responsibility.facts import goals_passed_on, goals_promised
from dutyline.modules.responsibility.models import Goal, GoalAct, GoalConsent, GoalState, GoalStep
from dutyline.modules.responsibility.operations.goals import (
    Aim,
    change_goal,
    pass_on,
    promise_goal,
    set_goal,
    withdraw_goal,
)
from dutyline.modules.responsibility.operations.goals.refusals import (
    DueMissing,
    GoalReasonMissing,
    GoalWithdrawn,
    GoalWordsMissing,
    IndicatorUnknown,
    NotLedBy,
    NotPromisedYet,
    NotTheSuperior,
    NotWaitingForConsent,
    NotWaitingForPromise,
    NotYourPromise,
    OnlyForOwnPost,
    OwnGoal,
    OwnPromise,
    PassedAlready,
    TargetMissing,
)
from dutyline.modules.responsibility.rules.promising import Mark, is_less, is_reached
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import DRILL, INJURIES, RATE, WHY, YEAR, Goals
from dutyline.modules.responsibility.todos import goals_to_consent, goals_to_promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals(here):
    return Goals(here)


def acts(goal):
    return list(GoalStep.objects.filter(goal=goal).order_by("id").values_list("act", flat=True))


@pytest.mark.parametrize(
    ("comparison", "passed", "promised", "less"),
    [
        ("gte", "0.95", "0.94", True),
        ("gte", "0.95", "0.95", False),
        ("gte", "0.95", "0.99", False),
        ("lte", "1", "2", True),
        ("lte", "1", "1", False),
        ("lte", "1", "0", False),
    ],
)
def test_a_promise_is_less_by_the_comparison_of_its_goal(comparison, passed, promised, less):
    one, other = (Mark(comparison, Decimal(each)) for each in (promised, passed))
    assert is_less(one, other) is less


def test_a_later_day_is_a_smaller_promise():
    day = date(2026, 6, 30)
    later = Mark(due_on=day + timedelta(days=1))
    assert is_less(later, Mark(due_on=day))
    assert not is_less(Mark(due_on=day), later)
    assert not is_less(Mark(due_on=day), Mark(due_on=day))


def test_a_number_is_reached_by_its_comparison():
    least, most = Mark("gte", Decimal(2)), Mark("lte", Decimal(2))
    values = [None, Decimal(1), Decimal(2), Decimal(3)]
    assert [is_reached(each, least) for each in values] == [None, False, True, True]
    assert [is_reached(each, most) for each in values] == [None, True, True, False]


def test_a_goal_of_the_year_is_set_and_promised_by_the_head(goals):
    goal = goals.set()
    assert (goal.state, goal.promised_target, goal.path) == (
        GoalState.PROMISED,
        Decimal("0.95"),
        f"/{goal.pk:010}/",
    )
    assert acts(goal) == [GoalAct.SET]
    piece = Evidence.objects.get(kind="responsibility.goal_promised")
    assert (piece.person_id, piece.unit_id) == (
        goals.here.plant.people.zhao.pk,
        goals.here.plant.units.resin.pk,
    )


def test_only_the_holder_of_the_top_post_sets_its_goals(goals):
    for name, post, refused in (
        ("zhang", "workshop_head", NotPermitted),
        ("ma", "resin_principal", NotPermitted),
        ("zhao", "workshop_head", OnlyForOwnPost),
        ("zhao", "operator_a", OnlyForOwnPost),
    ):
        with pytest.raises(refused):
            set_goal(
                by=goals.here.actor(name),
                post=goals.post(post),
                year=YEAR,
                aim=RATE,
                on=TODAY,
                at=AT,
            )


@pytest.mark.parametrize(
    ("aim", "refused"),
    [
        (replace(RATE, text_en=" ", text_zh=""), GoalWordsMissing),
        (replace(RATE, target=None), TargetMissing),
        (replace(RATE, comparison=""), TargetMissing),
        (replace(RATE, indicator="nobody.knows"), IndicatorUnknown),
        (replace(DRILL, due_on=None), DueMissing),
    ],
)
def test_a_goal_says_what_shows_that_it_is_reached(goals, aim, refused):
    with pytest.raises(refused):
        goals.set(aim)
    assert not Goal.objects.exists()


def test_a_goal_goes_down_the_line_and_is_promised_level_by_level(goals):
    top, shop, team = goals.down()
    line = f"/{top.pk:010}/{shop.pk:010}/"
    assert [each.path for each in (shop, team)] == [line, f"{line}{team.pk:010}/"]
    assert (team.text_en, team.indicator, team.target) == (top.text_en, top.indicator, top.target)
    assert list(Goal.objects.under(top).order_by("path")) == [top, shop, team]
    assert acts(shop) == [GoalAct.PASSED_ON, GoalAct.PROMISED]
    zhao, zhang = (getattr(goals.here.plant.people, name).pk for name in ("zhao", "zhang"))
    pieces = Evidence.objects.order_by("id").values_list("kind", "person_id")
    assert [(kind.removeprefix("responsibility.goal_"), person) for kind, person in pieces] == [
        ("promised", zhao),
        ("passed_on", zhao),
        ("promised", zhang),
        ("passed_on", zhang),
    ]
    assert Notification.objects.filter(kind="responsibility.goal_passed_on").count() == 2


def test_whoever_got_a_goal_finds_it_among_his_things_to_do(goals):
    _top, _shop, team = goals.down()
    li, wang = (getattr(goals.here.plant.people, name).pk for name in ("li", "wang"))
    assert [each.url for each in goals_to_promise(li, 9)] == [f"/goals/{team.pk}/"]
    assert goals_to_promise(wang, 9) == []
    goals.promised(team, "li")
    assert goals_to_promise(li, 9) == []


def test_only_the_superior_passes_on_and_only_to_those_who_report_to_him(goals):
    top = goals.set()
    for name, post, refused in (
        ("zhang", "workshop_head", NotTheSuperior),
        ("chen", "workshop_head", NotTheSuperior),
        ("admin", "workshop_head", NotTheSuperior),
        ("zhao", "team_leader_a", NotLedBy),
        ("zhao", "coatings_principal", NotLedBy),
        ("zhao", "resin_principal", NotLedBy),
    ):
        with pytest.raises(refused):
            goals.passed(top, name, post)
    goals.passed(top, "zhao", "workshop_head")
    with pytest.raises(PassedAlready):
        goals.passed(top, "zhao", "workshop_head")


def test_nothing_is_passed_on_before_it_is_promised_nor_without_a_reason(goals):
    top = goals.set()
    shop = goals.passed(top, "zhao", "workshop_head")
    with pytest.raises(NotPromisedYet):
        goals.passed(shop, "zhang", "team_leader_a")
    with pytest.raises(GoalReasonMissing):
        pass_on(
            by=goals.here.actor("zhao"),
            goal=top,
            post=goals.post("safety_manager"),
            mark=goals.mark(top),
            reason=" ",
            on=TODAY,
            at=AT,
        )


def test_nobody_promises_for_another(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    for name in ("zhao", "chen", "admin", "li", "stranger"):
        with pytest.raises(NotYourPromise):
            goals.promised(shop, name)


def test_more_than_was_passed_on_is_promised_at_once(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    shop = goals.promised(shop, "zhang", target=Decimal("0.98"))
    assert (shop.state, shop.promised_target) == (GoalState.PROMISED, Decimal("0.98"))
    with pytest.raises(NotWaitingForPromise):
        goals.promised(shop, "zhang")


def test_less_than_was_passed_on_waits_for_the_superior(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    with pytest.raises(GoalReasonMissing):
        goals.promised(shop, "zhang", target=Decimal("0.9"))
    shop = goals.promised(shop, "zhang", "Two pumps are old", target=Decimal("0.9"))
    assert (shop.state, shop.promised_target) == (GoalState.ASKED, None)
    assert shop.asked_post == goals.post("resin_principal")
    people = goals.here.plant.people
    assert [each.url for each in goals_to_consent(people.zhao.pk, 9)] == [f"/goals/{shop.pk}/"]
    assert goals_to_consent(people.chen.pk, 9) == []
    with pytest.raises(NotPromisedYet):
        goals.passed(shop, "zhang", "team_leader_a")
    assert not Evidence.objects.filter(
        kind="responsibility.goal_promised", person_id=people.zhang.pk
    ).exists()


def test_a_consent_makes_the_smaller_promise_stand(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    shop = goals.promised(shop, "zhang", "Two pumps are old", target=Decimal("0.9"))
    shop = goals.answered(shop, "zhao", reason="Until the pumps are replaced")
    assert (shop.state, shop.promised_target, shop.target) == (
        GoalState.PROMISED,
        Decimal("0.9"),
        Decimal("0.95"),
    )
    consent = GoalConsent.objects.get()
    assert (consent.granted, consent.by_name, consent.by_post) == (
        True,
        "Zhao Min",
        "Principal of Resin",
    )
    assert consent.step.goal == shop
    with pytest.raises(NotWaitingForConsent):
        goals.answered(shop, "zhao")


def test_a_refusal_brings_the_goal_back_to_be_promised(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    shop = goals.promised(shop, "zhang", "Two pumps are old", target=Decimal("0.9"))
    with pytest.raises(GoalReasonMissing):
        goals.answered(shop, "zhao", granted=False, reason="")
    shop = goals.answered(shop, "zhao", granted=False, reason="The pumps are new in May")
    assert (shop.state, shop.asked_post, shop.promised_target) == (
        GoalState.PASSED_ON,
        None,
        None,
    )
    assert goals.promised(shop, "zhang").state == GoalState.PROMISED


def test_only_the_superior_consents(goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    shop = goals.promised(shop, "zhang", "Two pumps are old", target=Decimal("0.9"))
    for name, refused in (
        ("zhang", OwnPromise),
        ("chen", NotTheSuperior),
        ("admin", NotTheSuperior),
        ("ma", NotTheSuperior),
        ("li", NotTheSuperior),
    ):
        with pytest.raises(refused):
            goals.answered(shop, name)


def test_a_later_day_of_a_milestone_needs_consent(goals):
    shop = goals.passed(goals.set(DRILL), "zhao", "workshop_head")
    day = date(2026, 7, 31)
    asked = goals.promised(shop, "zhang", "The yard is dug up", due_on=day)
    assert asked.state == GoalState.ASKED
    assert goals.answered(asked, "zhao").promised_due_on == day


def change(goals, goal, name, **mark):
    return change_goal(
        by=goals.here.actor(name),
        goal=goal,
        mark=goals.mark(goal, **mark),
        reason="The year went otherwise",
        on=TODAY,
        at=AT,
    )


def test_a_stricter_goal_is_to_be_promised_again_and_a_milder_one_is_not(goals):
    top, shop, _team = goals.down()
    milder = change(goals, shop, "zhao", target=Decimal("0.9"))
    assert (milder.state, milder.promised_target) == (GoalState.PROMISED, Decimal("0.95"))
    stricter = change(goals, shop, "zhao", target=Decimal("0.99"))
    assert (stricter.state, stricter.promised_target) == (GoalState.PASSED_ON, None)
    with pytest.raises(OwnGoal):
        change(goals, shop, "zhang", target=Decimal("0.5"))
    mine = change(goals, top, "zhao", target=Decimal("0.97"))
    assert (mine.state, mine.promised_target) == (GoalState.PROMISED, Decimal("0.97"))


def test_a_withdrawn_goal_takes_with_it_what_it_was_passed_down_to(goals):
    top, shop, team = goals.down()
    with pytest.raises(NotTheSuperior):
        withdraw_goal(by=goals.here.actor("li"), goal=shop, reason=WHY, on=TODAY, at=AT)
    done = withdraw_goal(by=goals.here.actor("zhao"), goal=shop, reason=WHY, on=TODAY, at=AT)
    assert done == 2
    assert acts(team)[-1] == GoalAct.WITHDRAWN
    assert list(Goal.objects.in_force()) == [top]
    with pytest.raises(GoalWithdrawn):
        goals.promised(team, "li")
    assert goals.passed(top, "zhao", "workshop_head").state == GoalState.PASSED_ON


def test_steps_with_their_reasons_are_told_again_as_the_same_evidence(goals):
    shop = goals.passed(goals.set(INJURIES), "zhao", "workshop_head")
    shop = goals.promised(shop, "zhang", "Two pumps are old", target=Decimal(2))
    goals.answered(shop, "zhao")
    told = {(each.kind, each.source, each.person_id) for each in goals_passed_on()}
    told |= {(each.kind, each.source, each.person_id) for each in goals_promised()}
    assert told == set(Evidence.objects.values_list("kind", "source", "person_id"))
    assert len(told) == 3


def test_a_number_that_is_reported_needs_its_target(goals):
    aim = Aim(measure="figure", text_en="Injuries", comparison="lte")
    with pytest.raises(TargetMissing):
        goals.set(aim)
    shop = goals.passed(goals.set(INJURIES), "zhao", "workshop_head")
    with pytest.raises(TargetMissing):
        promise_goal(by=goals.here.actor("zhang"), goal=shop, mark=Mark("lte"), on=TODAY, at=AT)
