"""What a change touches: before and after, of a clause, a pack, a post and a unit."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dutyline.kernel.criteria.operations import load_pack, save_catalogue_item
from dutyline.kernel.duties.models import Duty
from dutyline.kernel.duties.operations import change_duty, take_up_duty
from dutyline.kernel.organisation.operations import (
    change_post,
    close_post,
    create_post,
    move_post,
    move_unit,
)
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.shell.changes.tests.world import BY, CLAUSE, JUNE, PACK, World

pytestmark = pytest.mark.django_db
CLAUSE_PAGE = f"/changes/clauses/{CLAUSE}/"
PACK_PAGE = f"/changes/packs/{PACK}/"
NEXT = AT + timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def world(tmp_path, monkeypatch):
    return World(tmp_path, monkeypatch)


def said(group):
    return [
        (each.label, str(each.fate), list(each.before), list(each.after)) for each in group.things
    ]


def labels(group):
    return [each.label for each in group.things]


def starts(group):
    return [str(start.label) for each in group.things for start in each.starts]


def test_a_clause_that_never_changed_shows_what_rests_on_it_today(world):
    page = world.browser("chen").get(CLAUSE_PAGE)
    change = page.context["change"]
    assert (change.known, change.day, change.before, change.after) == (
        False,
        TODAY,
        "Walk round each week",
        "Walk round each week",
    )
    told = world.told("chen", CLAUSE_PAGE)
    assert list(told) == [
        "duties.duties",
        "responsibility.cards",
        "responsibility.letters",
        "inspections.checklists",
        "inspections.plans",
    ]
    assert said(told["duties.duties"]) == [("Walk round", "look", [], [])]
    assert {each.fate for group in told.values() for each in group.things} == {"look"}


def test_a_newer_pack_not_loaded_yet_is_what_a_clause_says_after(world):
    world.shelf(newer=True)
    page = world.browser("chen").get(CLAUSE_PAGE)
    change = page.context["change"]
    assert (change.day, change.before, change.after) == (
        JUNE,
        "Walk round each week",
        "Walk round each day",
    )
    # The clause alone is looked at: what else the pack brings is on the page of the pack.
    assert [each.key for each in change.entries] == [CLAUSE]


def test_a_pack_says_of_every_kind_what_it_says_before_and_after(world):
    world.shelf(newer=True)
    told = world.told("chen", PACK_PAGE)
    assert said(told["criteria.rules"]) == [
        ("Toy Law Art. 4", "changed", ["Walk round each week"], ["Walk round each day"]),
        ("Walk each day", "changed", ["Walk each week"], ["Walk each day"]),
    ]
    assert said(told["duties.duties"]) == [
        (
            "Walk round",
            "changed",
            ["Weekly · weight 1 · Toy Law Art. 4"],
            ["Daily · weight 1 · Toy Law Art. 4"],
        ),
        ("Tell the shift", "new", [], ["Weekly · weight 1 · Toy Law Art. 4"]),
    ]
    cards = told["responsibility.cards"]
    assert said(cards) == [
        ("Operator A", "look", ["Walk each week"], ["Walk each day"]),
        ("Operator B", "look", ["Walk each week"], ["Walk each day"]),
    ]
    assert [each.says for each in cards.things] == [["Toy Law Art. 4"]] * 2
    letters = told["responsibility.letters"]
    assert [each[1:] for each in said(letters)] == [
        ("changed", ["Waits for the superior"], ["Written anew, then signed"])
    ] * 2
    assert said(told["inspections.checklists"]) == [
        ("Round of the shop", "changed", ["Is it dry"], ["Is it dry all day"])
    ]
    # A plan that is there already does not begin by the change.
    assert said(told["inspections.plans"]) == [("Weekly round of team_a", "look", [], [])]


def test_what_a_pack_says_the_same_is_no_change(world):
    assert world.browser("chen").get(PACK_PAGE).context["change"].loaded_at == AT
    world.shelf(newer=True)
    told = world.told("chen", PACK_PAGE)
    assert told["criteria.rules"].total == 2
    load_pack(path=world.folder / "new", by=BY, at=NEXT)
    world.now(NEXT)
    assert world.browser("chen").get(PACK_PAGE).context["change"].loaded_at == NEXT


def test_a_load_is_told_afterwards_by_what_it_wrote(world):
    world.shelf(newer=True)
    load_pack(path=world.folder / "new", by=BY, at=NEXT)
    world.now(NEXT)
    page = world.browser("chen").get(PACK_PAGE)
    change = page.context["change"]
    assert (change.before, change.after, change.day) == ("1", "2", TOMORROW)
    told = world.told("chen", PACK_PAGE)
    clause = told["criteria.rules"].things[0]
    assert (clause.before, clause.after) == (["Walk round each week"], ["Walk round each day"])
    assert "1 June 2026" in clause.note
    assert said(told["duties.duties"]) == [
        (
            "Walk round",
            "changed",
            ["Weekly · weight 1 · Toy Law Art. 4"],
            ["Daily · weight 1 · Toy Law Art. 4"],
        ),
        ("Tell the shift", "new", [], []),
    ]
    assert said(told["inspections.checklists"]) == [("Round of the shop", "changed", [], [])]


def test_a_clause_opens_on_its_newest_change_and_never_on_the_day_it_began(world):
    world.shelf(newer=True)
    load_pack(path=world.folder / "new", by=BY, at=NEXT)
    world.now(NEXT)
    change = world.browser("chen").get(CLAUSE_PAGE).context["change"]
    assert (change.day, change.days, change.known) == (JUNE, (JUNE,), True)
    world.now(AT + timedelta(days=200))
    # A session of half a year ago is over.
    world.browser("chen").force_login(world.here.plant.account("chen"))
    change = world.browser("chen").get(CLAUSE_PAGE).context["change"]
    assert (change.day, change.is_coming) == (JUNE, False)
    asked = world.browser("chen").get(f"{CLAUSE_PAGE}?on=2026-03-05").context["change"]
    assert (asked.day, asked.known, asked.after) == (
        date(2026, 3, 5),
        False,
        "Walk round each week",
    )


def test_a_duty_changed_here_is_left_alone_by_the_pack_and_says_so(world):
    walk = Duty.objects.get(key="toy.walk")
    change_duty(by=BY, duty=walk, on=TODAY, at=AT, weight=5)
    world.shelf(newer=True)
    found = world.told("admin", PACK_PAGE)["duties.duties"].things[0]
    assert (str(found.fate), "leaves it alone" in found.note) == ("look", True)


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


def test_a_clause_in_our_own_words_changes_on_its_day_and_keeps_its_name(world):
    save_catalogue_item(
        by=BY,
        kind="clause",
        key=CLAUSE,
        label_en="Walk round twice a day",
        label_zh="",
        valid_from=JUNE,
        at=AT,
    )
    page = world.browser("chen").get(CLAUSE_PAGE)
    change = page.context["change"]
    assert (change.day, change.before, change.after) == (
        JUNE,
        "Walk round each week",
        "Walk round twice a day",
    )
    assert page.context["picked"].name == "Walk round twice a day"
    assert [lead.title for lead in world.browser("chen").get("/changes/").context["newest"]] == [
        "Walk round twice a day"
    ]


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


def test_a_long_kind_is_cut_and_read_on_by_its_last_thing(world):
    for _each in range(60):
        world.planned()
    told = world.told("chen", CLAUSE_PAGE)
    plans = told["inspections.plans"]
    assert (plans.total, len(plans.things)) == (61, 6)
    first = world.browser("chen").get(f"{CLAUSE_PAGE}?of=inspections.plans").context["groups"][0]
    assert len(first[0].things) == 50
    second = world.browser("chen").get(CLAUSE_PAGE + first[1]).context["groups"][0]
    assert (len(second[0].things), second[1]) == (11, "")
    keys = [each.key for each in (*first[0].things, *second[0].things)]
    assert len(set(keys)) == 61


def test_statements_do_not_grow_with_what_is_touched(world):
    def statements(address):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert world.browser("zhao").get(address).status_code == 200
        return len(seen)

    post = reverse("changes_post", args=[world.posts.team_leader_a.pk])
    unit = reverse("changes_unit", args=[world.units.resin.pk])
    world.shelf(newer=True)
    addresses = (CLAUSE_PAGE, PACK_PAGE, post, unit, "/changes/", "/changes/?q=walk")
    for each in addresses:
        statements(each)
    few = [statements(each) for each in addresses]
    walk = Duty.objects.get(key="toy.walk")
    for number in range(12):
        made = create_post(
            by=BY,
            code=f"more{number}",
            title=f"More {number}",
            unit=world.units.team_a,
            superior=world.posts.team_leader_a,
            on=TODAY,
            at=AT,
        )
        take_up_duty(by=BY, duty=walk, post=made, on=TODAY, at=AT)
        setattr(world.posts, f"more{number}", made)
        world.planned()
    world.letters.cards(*(f"more{number}" for number in range(12)))
    many = [statements(each) for each in addresses]
    assert many == few
    assert max(few) <= 60, few


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
