"""What a change touches: before and after, of clauses and packs, first of all."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dutyline.kernel.criteria.operations import load_pack, save_catalogue_item
from dutyline.kernel.duties.models import Duty
from dutyline.kernel.duties.operations import change_duty, take_up_duty
from dutyline.kernel.organisation.operations import create_post
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.shell.changes.tests.world import BY, CLAUSE, JUNE, PACK, said

pytestmark = pytest.mark.django_db
CLAUSE_PAGE = f"/changes/clauses/{CLAUSE}/"
PACK_PAGE = f"/changes/packs/{PACK}/"
NEXT = AT + timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


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
