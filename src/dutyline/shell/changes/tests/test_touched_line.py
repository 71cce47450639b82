"""What a change of posts and units touches, who sees it, and who may begin what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dutyline.kernel.organisation.operations import (
    change_post,
    close_post,
    move_post,
    move_unit,
)
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.shell.changes.tests.world import BY, CLAUSE, PACK, labels, said, starts

pytestmark = pytest.mark.django_db
CLAUSE_PAGE = f"/changes/clauses/{CLAUSE}/"
PACK_PAGE = f"/changes/packs/{PACK}/"
TOMORROW = TODAY + timedelta(days=1)


def test_nothing_out_of_scope_is_listed_or_counted(world):
    world.planned(post="coatings_principal", unit="coatings")
    world.shelf(newer=True)
    resin, coatings = world.told("zhang", PACK_PAGE), world.told("ma", PACK_PAGE)
    assert labels(resin["inspections.plans"]) == ["Weekly round of team_a"]
    assert resin["inspections.plans"].total == 1
    assert labels(coatings["inspections.plans"]) == ["Weekly round of coatings"]
    assert "responsibility.cards" not in coatings
    assert "responsibility.letters" not in coatings
    # Zhang sees the two operators of his workshop owe it, Ma his own post.
    assert "2 posts" in resin["duties.duties"].things[0].note
    assert "1 post" in coatings["duties.duties"].things[0].note
    assert "Tell the shift" in labels(resin["duties.duties"])
    assert "Tell the shift" not in labels(coatings["duties.duties"])


def test_a_worker_sees_his_own_card_and_letter_and_no_step_that_is_not_his(world):
    world.shelf(newer=True)
    told = world.told("wang", PACK_PAGE)
    assert labels(told["responsibility.cards"]) == ["Operator A"]
    assert labels(told["responsibility.letters"]) == ["Wang Fang · Operator A"]
    assert [each for group in told.values() for each in group.starts] == []
    assert [each for group in told.values() for each in starts(group)] == []


def test_each_start_is_offered_to_whoever_may_do_it_and_opens(world):
    world.shelf(newer=True)
    by_admin = world.told("admin", PACK_PAGE)
    assert [str(each.label) for each in by_admin["criteria.rules"].starts] == ["Load the pack"]
    assert world.told("chen", PACK_PAGE)["criteria.rules"].starts == []
    told = world.told("chen", CLAUSE_PAGE)
    assert starts(told["responsibility.cards"]) == ["Write the next version"] * 2
    assert starts(told["inspections.plans"]) == ["Change the plan"]
    every = [
        start.url
        for group in told.values()
        for start in (*group.starts, *(one for each in group.things for one in each.starts))
    ]
    chen = world.browser("chen")
    assert {chen.get(url).status_code for url in every} == {200}
    for each in ("chen", "admin"):
        found = world.told(each, PACK_PAGE)
        urls = [start.url for group in found.values() for start in group.starts]
        assert {world.browser(each).get(url).status_code for url in urls} <= {200}


def test_a_post_that_moves_takes_duties_card_letter_and_plan_to_where_it_goes(world):
    post = world.posts.operator_a
    move_post(by=BY, post=post, unit=world.units.team_b, on=TOMORROW, at=AT)
    address = reverse("changes_post", args=[post.pk])
    page = world.browser("zhao").get(address)
    change = page.context["change"]
    assert (change.day, change.before, change.after) == (
        TOMORROW,
        "Operator A · Shift team A · reports to Team leader A",
        "Operator A · Shift team B · reports to Team leader B",
    )
    told = world.told("zhao", address)
    assert said(told["duties.duties"]) == [
        ("Walk round", "changed", ["Shift team A"], ["Shift team B"])
    ]
    assert said(told["responsibility.cards"]) == [
        (
            "Operator A",
            "changed",
            ["Shift team A · reports to Team leader A · Shift team A"],
            ["Shift team B · reports to Team leader B · Shift team B"],
        )
    ]
    letters = told["responsibility.letters"]
    assert letters.total == 2
    assert {str(each.fate) for each in letters.things} == {"changed"}


def test_a_post_that_is_renamed_touches_those_who_report_to_it_and_the_plans_it_walks(world):
    leader = world.posts.team_leader_a
    change_post(
        by=BY,
        post=leader,
        title="Shift leader A",
        superior=None,
        heads_unit=True,
        level=leader.level,
        on=TOMORROW,
        at=AT,
    )
    told = world.told("zhao", reverse("changes_post", args=[leader.pk]))
    # The operators report to him: their cards and letters name him.
    assert labels(told["responsibility.cards"]) == ["Team leader A", "Operator A"]
    assert labels(told["inspections.plans"]) == ["Weekly round of team_a"]
    assert labels(told["inspections.checklists"]) == ["Round of the shop"]


def test_a_post_that_is_closed_ends_its_card_its_letter_and_what_it_owes(world):
    post = world.posts.operator_b
    close_post(by=BY, post=post, on=TOMORROW, at=AT, reason="Nobody needs it")
    told = world.told("zhao", reverse("changes_post", args=[post.pk]))
    page = world.browser("zhao").get(reverse("changes_post", args=[post.pk]))
    assert (page.context["change"].day, page.context["change"].after) == (TOMORROW, "")
    assert [each[:2] for each in said(told["responsibility.cards"])] == [("Operator B", "ends")]
    assert [each[:2] for each in said(told["duties.duties"])] == [("Walk round", "ends")]
    wang = world.posts.operator_a
    close_post(by=BY, post=wang, on=TOMORROW, at=AT, reason="Nobody needs it")
    told = world.told("zhao", reverse("changes_post", args=[wang.pk]))
    assert {str(each.fate) for each in told["responsibility.letters"].things} == {"ends"}


def test_a_unit_shows_what_lies_in_it_and_under_it(world):
    address = reverse("changes_unit", args=[world.units.workshop.pk])
    told = world.told("zhao", address)
    assert told["responsibility.cards"].total == 5
    assert "2 posts" in told["duties.duties"].things[0].note
    assert labels(told["inspections.plans"]) == ["Weekly round of team_a"]
    move_unit(by=BY, unit=world.units.team_a, parent=world.units.safety, on=TODAY, at=AT)
    page = world.browser("zhao").get(reverse("changes_unit", args=[world.units.team_a.pk]))
    assert page.context["change"].before == "Shift team A · Team · part of Polymerisation Workshop"
    assert page.context["change"].after == "Shift team A · Team · part of Safety department"


def test_what_is_not_there_or_not_ones_own_answers_as_if_it_did_not_exist(world):
    resin = reverse("changes_unit", args=[world.units.resin.pk])
    post = reverse("changes_post", args=[world.posts.operator_a.pk])
    assert [world.browser("ma").get(each).status_code for each in (resin, post)] == [404, 404]
    chen = world.browser("chen")
    wrong = ("clauses/none/", "packs/none/", f"packs/{PACK}/?load=7x", "posts/999999/")
    wrong += (f"clauses/{CLAUSE}/?of=none", f"clauses/{CLAUSE}/?of=duties.duties&after=x")
    assert {chen.get(f"/changes/{each}").status_code for each in wrong} == {404}
    assert world.browser("stranger").get(CLAUSE_PAGE).status_code == 404
    # Nobody is led to what he cannot open.
    packs = {
        name: PACK_PAGE in world.browser(name).get(reverse("setup_packs")).text
        for name in ("chen", "stranger")
    }
    assert packs == {"chen": True, "stranger": False}


def test_the_pick_page_finds_clauses_posts_and_units_in_reach(world):
    page = world.browser("zhang").get("/changes/?q=walk")
    assert [label for label, _leads, _many in page.context["groups"]] == ["Clauses"]
    page = world.browser("zhang").get("/changes/?q=operator")
    found = {label: leads for label, leads, _many in page.context["groups"]}
    assert [lead.title for lead in found["Posts"]] == ["Operator A", "Operator B"]
    page = world.browser("ma").get("/changes/?q=operator")
    assert page.context["groups"] == []
    world.shelf(newer=True)
    start = world.browser("zhang").get("/changes/")
    assert [(row.name, row.newer) for row in start.context["packs"]] == [(PACK, True)]


def test_programs_are_told_the_same_and_read_on(world):
    world.shelf(newer=True)
    client = world.browser("chen")
    told = client.get(f"/api/v1/changes/packs/{PACK}").json()
    assert (told["before"], told["after"], told["coming"]) == ("1", "2", True)
    kinds = {group["key"]: group for group in told["groups"]}
    assert kinds["criteria.rules"]["total"] == 2
    assert kinds["inspections.checklists"]["items"][0]["after"] == ["Is it dry all day"]
    asked = "?of=criteria.rules&limit=1"
    first = client.get(f"/api/v1/changes/packs/{PACK}{asked}").json()["groups"][0]
    assert (len(first["items"]), first["total"]) == (1, 2)
    again = client.get(
        f"/api/v1/changes/packs/{PACK}", {"of": "criteria.rules", "after": first["next"]}
    )
    second = again.json()["groups"][0]
    assert [each["label"] for each in second["items"]] == ["Walk each day"]
    assert second["next"] is None
    post = client.get(f"/api/v1/changes/posts/{world.posts.operator_a.pk}").json()
    assert (post["known"], post["name"]) == (False, "Operator A")
    assert client.get("/api/v1/changes/clauses/none").status_code == 404
    assert (
        world.browser("ma").get(f"/api/v1/changes/units/{world.units.resin.pk}").status_code == 404
    )
