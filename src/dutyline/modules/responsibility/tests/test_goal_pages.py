"""Goals as people meet them: the list of a year, a goal with its tree, each step by a form."""

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from dutyline.modules.responsibility.models import Goal, GoalState, LetterRound
from dutyline.modules.responsibility.tests.desk import AT
from dutyline.modules.responsibility.tests.goals import (
    DRILL,
    INJURIES,
    RATE,
    WHY,
    YEAR,
    Goals,
    planned,
    purposes,
)
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def goals(pages):
    return Goals(pages.here)


def test_the_list_of_a_year_shows_goals_as_they_go_down(pages, goals):
    top, shop, team = goals.down()
    page = pages.get("zhao", "/goals/")
    assert [(row.goal, row.depth) for row in page.context["rows"]] == [
        (top, 0),
        (shop, 1),
        (team, 2),
    ]
    text = page.content.decode()
    assert "at least 95%" in text
    assert "Zhang Wei" in text
    assert pages.get("zhao", f"/goals/?year={YEAR + 1}").context["rows"] == []
    assert pages.get("zhao", "/goals/?year=x").status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [("state=promised", 2), ("state=passed_on", 1), ("state=withdrawn", 0), ("state=other", 3)],
)
def test_the_list_is_filtered_by_state_and_unit(pages, goals, query, count):
    goals.down()
    assert len(pages.get("zhao", f"/goals/?{query}").context["rows"]) == count
    team = goals.here.plant.units.team_a.path
    assert len(pages.get("zhao", f"/goals/?unit={team}").context["rows"]) == 1
    assert pages.get("ma", f"/goals/?unit={team}").status_code == 404


def test_lists_cost_the_same_for_few_goals_and_for_many(
    pages, goals, django_assert_max_num_queries
):
    top, _shop, _team = goals.down(INJURIES)
    pages.get("zhao", "/goals/")
    for aim in (DRILL, INJURIES):
        with django_assert_max_num_queries(17):
            pages.get("zhao", "/goals/")
        with django_assert_max_num_queries(42):
            pages.get("zhao", f"/goals/{top.pk}/")
        goals.down(aim)
        if aim is DRILL:
            goals.passed(top, "zhao", "safety_manager")


def test_a_goal_shows_the_line_above_what_is_below_and_who_controls_the_money(pages, goals):
    purposes()
    planned(pages.here)
    top, shop, team = goals.down()
    page = pages.get("zhang", f"/goals/{shop.pk}/")
    assert [row.goal for row in page.context["above"]] == [top]
    assert [row.goal for row in page.context["rows"]] == [team]
    assert [person.name for person in page.context["control"].persons] == ["Zhang Wei"]
    assert page.context["money"]["planned"] == "¥10,000"
    assert [each.label for each in page.context["offers"]] == ["Pass it on"]
    own = pages.get("wang", "/goals/mine/")
    assert own.status_code == 200
    assert pages.get("wang", f"/goals/{shop.pk}/").status_code == 404
    assert pages.get("wang", "/goals/").status_code == 404


def test_a_head_sets_a_goal_and_passes_it_on_to_several_at_once(pages, goals):
    principal = goals.post("resin_principal")
    said = {
        "post": principal.pk,
        "year": YEAR,
        "text_en": "Repairs on time",
        "measure": "indicator",
        "indicator": "actions.on_time_rate",
        "comparison": "gte",
        "target": "95",
    }
    sent = pages.post("zhao", "/goals/new/", **said)
    top = Goal.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/goals/{top.pk}/")
    assert (top.target, top.state) == (Decimal("0.95"), GoalState.PROMISED)
    posts = [goals.post(name).pk for name in ("workshop_head", "safety_manager")]
    form = pages.get("zhao", f"/goals/{top.pk}/passing/").context["form"]
    assert sorted(post.pk for post in form.fields["posts"].queryset) == sorted(posts)
    said = {"posts": posts, "target": "96", "reason": WHY}
    assert pages.post("zhao", f"/goals/{top.pk}/passing/", **said).status_code == 302
    below = Goal.objects.filter(parent=top)
    assert [goal.target for goal in below] == [Decimal("0.96"), Decimal("0.96")]
    assert pages.post("zhao", f"/goals/{top.pk}/passing/", **said).status_code == 422
    assert pages.get("zhang", f"/goals/{top.pk}/passing/").status_code == 404
    assert pages.get("zhang", "/goals/new/").status_code == 404


def test_the_form_of_a_goal_asks_by_what_shows_it_and_proposes_a_year_not_signed_yet(pages, goals):
    form = pages.get("zhao", "/goals/new/").context["form"]
    only = {field.name: classes for classes, field in form.asked() if classes}
    assert only == {
        "indicator": "only-indicator",
        "figure_unit": "only-figure",
        "comparison": "only-indicator only-figure",
        "target": "only-indicator only-figure",
        "due_on": "only-milestone",
    }
    assert form["year"].value() == YEAR
    letters = Letters(pages.here)
    letters.generated()
    assert pages.get("zhao", "/goals/new/").context["form"]["year"].value() == YEAR
    LetterRound.objects.update(opened_at=AT, opened_by_name="Chen")
    page = pages.get("zhao", "/goals/new/")
    assert page.context["form"]["year"].value() == YEAR + 1
    text = page.content.decode()
    once = [name for name in form.fields if name != "measure"]
    assert {name: text.count(f'name="{name}"') for name in once} == dict.fromkeys(once, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text_en": ""}, "text_en"),
        ({"target": ""}, "target"),
        ({"indicator": ""}, "indicator"),
        ({"measure": "milestone"}, "due_on"),
        ({"year": "1"}, "year"),
    ],
)
def test_what_a_goal_lacks_is_named_at_its_field(pages, goals, said, field):
    whole = {
        "post": goals.post("resin_principal").pk,
        "year": YEAR,
        "text_en": "Repairs on time",
        "measure": "indicator",
        "indicator": "actions.on_time_rate",
        "comparison": "gte",
        "target": "95",
    }
    sent = pages.post("zhao", "/goals/new/", **whole | said)
    assert sent.status_code == 422
    assert list(sent.context["form"].errors) == [field]
    assert not Goal.objects.exists()


@pytest.mark.parametrize(
    ("aim", "language", "words"),
    [
        (RATE, "en", ("At least (%)", "What falls short of it needs your superior")),
        (INJURIES, "en", ("At most (cases)", "What falls short of it needs your superior")),
        (INJURIES, "zh-hans", ("不高于（cases）", "达不到此要求的，须经上级同意。")),
        (DRILL, "en", ("By", "A later day needs the consent of your superior.")),
        (DRILL, "zh-hans", ("期限", "晚于此日的，须经上级同意。")),
    ],
)
def test_weaker_is_said_of_each_kind_as_it_is_meant(pages, goals, aim, language, words):
    """More of what is bounded above is the weaker promise: "less" would say the opposite."""
    shop = goals.passed(goals.set(aim), "zhao", "workshop_head")
    pages.browser("zhang").cookies["django_language"] = language
    page = pages.get("zhang", f"/goals/{shop.pk}/promise/")
    label, lead = words
    field = "due_on" if aim is DRILL else "target"
    assert (page.context["form"][field].label, lead in page.content.decode()) == (label, True)


def test_a_smaller_promise_is_asked_for_and_consented_to_by_forms(pages, goals):
    shop = goals.passed(goals.set(), "zhao", "workshop_head")
    address = f"/goals/{shop.pk}/promise/"
    assert pages.post("zhang", address, target="90", reason="").status_code == 422
    assert pages.post("zhang", address, target="90", reason="Old pumps").status_code == 302
    assert pages.get("zhao", "/goals/mine/").context["asked"].get() == shop
    answer = f"/goals/{shop.pk}/answer/"
    assert "Old pumps" in pages.get("zhao", answer).content.decode()
    for name in ("zhang", "chen", "li"):
        assert pages.get(name, answer).status_code == 404
    assert pages.post("zhao", answer, granted="yes", reason="Until May").status_code == 302
    shop.refresh_from_db()
    assert (shop.state, shop.promised_target) == (GoalState.PROMISED, Decimal("0.9"))
    page = pages.get("zhang", f"/goals/{shop.pk}/").content.decode()
    assert "Until May" in page
    assert "at least 90%" in page


def test_a_goal_is_changed_and_withdrawn_by_who_passed_it_on(pages, goals):
    _top, shop, team = goals.down()
    assert pages.get("zhang", f"/goals/{shop.pk}/change/").status_code == 404
    change = {"target": "99", "reason": WHY}
    assert pages.post("zhao", f"/goals/{shop.pk}/change/", **change).status_code == 302
    assert pages.post("zhao", f"/goals/{shop.pk}/withdrawal/", reason=WHY).status_code == 302
    team.refresh_from_db()
    assert team.state == GoalState.WITHDRAWN
    assert pages.get("zhao", f"/goals/{team.pk}/").context["offers"] == []


def test_a_milestone_is_reached_with_a_file_that_is_then_shown(pages, goals):
    goal = goals.set(DRILL)
    address = f"/goals/{goal.pk}/result/"
    said = {"on": "2026-03-02", "words": "Held in the yard"}
    sent = pages.post("zhao", address, **said)
    assert list(sent.context["form"].errors) == ["proof"]
    photo = BytesIO()
    Image.effect_noise((64, 64), 40).convert("RGB").save(photo, "JPEG")
    photo.seek(0)
    photo.name = "yard.jpg"
    assert pages.post("zhao", address, proof=photo, **said).status_code == 302
    page = pages.get("zhao", f"/goals/{goal.pk}/").content.decode()
    assert "yard.jpg" in page
    assert "reached 2 March 2026" in page
    assert pages.get("zhang", address).status_code == 404
