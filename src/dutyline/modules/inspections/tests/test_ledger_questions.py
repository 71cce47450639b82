import pytest
from django.db import connection
from django.db.models import F

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import value_from
from dutyline.modules.inspections.models import Finding, SavedView
from dutyline.modules.inspections.operations import (
    assign_finding,
    change_view,
    drop_view,
    save_view,
    similar_to,
    views_of,
    void_finding,
)
from dutyline.modules.inspections.operations.refusals import NameMissing, NameTaken
from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter
from dutyline.modules.inspections.queries.findings import LEDGER_ORDER
from dutyline.modules.inspections.tables import order_of
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, setting
from dutyline.toolkit.paging import Column as Key
from dutyline.toolkit.paging import capped_count, keyset_page
from dutyline.toolkit.search import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return setting()


def titles(rows):
    return sorted(rows.values_list("title", flat=True))


def matching(**wanted):
    return titles(Finding.objects.matching(LedgerFilter(**wanted), TODAY))


def test_each_sees_his_subtree_and_what_concerns_himself(here):
    here.found(title="A")
    here.found(title="B", by="gao", place=here.places.tank_farm)
    here.found(title="C", by="ma", unit=here.plant.units.mixing)
    given = here.found(title="D", by="gao", place=here.places.tank_farm)
    assign_finding(by=here.actor("zhang"), finding=given, five=here.five("wang"), at=AT)
    seen = {
        name: "".join(titles(Finding.objects.visible_to(here.actor(name))))
        for name in ("wang", "li", "gao", "zhang", "chen", "zhao", "ma", "stranger", "admin")
    }
    assert seen == {
        "wang": "AD",
        "li": "A",
        "gao": "BD",
        "zhang": "ABD",
        "chen": "ABD",
        "zhao": "ABD",
        "ma": "C",
        "stranger": "",
        "admin": "",
    }


def test_the_ledger_is_narrowed_by_everything(here):
    units = here.plant.units
    here.found(title="B", by="gao", place=here.places.tank_farm, category="things.electrical")
    late = here.found(title="C", grade="major", grade_reason="x", found_at=AT - 5 * DAY)
    here.found(title="A", risk="red", clause="GB 1, 4", kind="daily.team", at=AT)
    five = here.five("gao", TODAY, verifier="zhang", measures="m", funds=0, contingency_plan="p")
    assign_finding(by=here.actor("zhang"), finding=late, five=five, at=AT)
    gone = here.found(title="D", category="management.rules")
    void_finding(by=here.actor("chen"), finding=gone, reason="x", at=AT)
    people = here.plant.people
    asked = {
        "unit": (matching(unit=units.team_a.path), "ACD"),
        "alone": (matching(unit=units.workshop.path, unit_alone=True), ""),
        "place": (matching(place=here.places.tank_farm.pk), "B"),
        "open": (matching(state=("open",)), "ABC"),
        "states": (matching(state=("assigned", "void")), "CD"),
        "grade": (matching(grade="major"), "C"),
        "risk": (matching(risk="red"), "A"),
        "category": (matching(category="things.electrical"), "B"),
        "nature": (matching(nature="management"), "D"),
        "clause": (matching(clause="GB 1"), "A"),
        "kind": (matching(kind="daily.team"), "A"),
        "origin": (matching(origin="public"), ""),
        "finder": (matching(finder=people.gao.pk), "B"),
        "owner": (matching(owner=people.gao.pk), "C"),
        "verifier": (matching(verifier=people.zhang.pk), "C"),
        "person": (matching(person=people.gao.pk), "BC"),
        "repeat": (matching(repeat=True), "A"),
        "unassigned": (matching(unassigned=True), "AB"),
        "found": (matching(found_to=TODAY - DAY), "C"),
        "due": (matching(due_from=TODAY, due_to=TODAY), "C"),
    }
    assert {name: "".join(found) for name, (found, _wanted) in asked.items()} == {
        name: wanted for name, (_found, wanted) in asked.items()
    }
    overdue = Finding.objects.matching(LedgerFilter(overdue=True), TODAY + DAY)
    assert (titles(overdue), matching(overdue=True)) == (["C"], [])


def test_a_category_is_asked_for_with_those_under_it(here):
    with changing():
        CatalogueItem.objects.filter(key__startswith="things.").update(parent="things")
    here.found(title="A")
    here.found(title="B", category="things.electrical")
    here.found(title="C", category="management.rules")
    here.found(title="D", category="things")

    assert "".join(matching(category="things")) == "ABD"
    assert "".join(matching(category="things", category_alone=True)) == "D"
    assert "".join(matching(category="things.electrical")) == "B"


def test_a_filter_comes_back_from_the_address_it_was_written_to():
    wanted = LedgerFilter(
        words="护栏",
        unit="/1/2/",
        state=("open", "void"),
        overdue=True,
        place=7,
        found_from=TODAY,
        grade="major",
    )
    assert LedgerFilter.read(wanted.write()) == wanted
    assert wanted.count() == 6
    assert LedgerFilter.read({}) == LedgerFilter()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("place", "x"),
        ("place", "-1"),
        ("place", "9" * 30),
        ("place", "٣"),
        ("found_from", "yesterday"),
        ("overdue", "perhaps"),
        ("state", "fixed"),
        ("unit", "1/2"),
        ("grade", "a\0b"),
    ],
)
def test_a_filter_nobody_can_read_is_refused(name, value):
    with pytest.raises(BadFilter) as refused:
        LedgerFilter.read({name: value})
    assert refused.value.name == name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("护栏", "AB"),
        ("护栏 缺失", "A"),
        ("缺失 护栏", "A"),
        ("栏护", ""),
        ("3号平台", "A"),
        ("valve", "C"),
        ("val", "C"),
        ("valve leak", "C"),
        ("leaks valve", "C"),
        ("alve", ""),
        ("F-2026-0002", "B"),
        ("2026", "ABC"),
        ("pump bay", "ABC"),
        ("Wang", "ABC"),
        ("DV-03", "C"),
        ("dv03", ""),
        ("", "ABC"),
        ("!!!", ""),
        ("\"' OR * NEAR(", ""),
        ("气体", ""),
        ("CAFÉ", "C"),
    ],
)
def test_words_are_found_in_english_and_chinese(here, words, expected):
    here.found(title="3号平台护栏缺失", description="A")
    here.found(title="护栏松动", description="B")
    here.found(title="Valve DV-03 leaks, café side", description="C")
    rows = Finding.objects.matching(LedgerFilter(words=words), TODAY)
    assert "".join(sorted(rows.values_list("description", flat=True))) == expected
    if parse(words):
        # What many rows hold is looked for in another way, and must be found just the same.
        many = Finding.objects.filter(words__text__holds=parse(words))
        assert "".join(sorted(many.values_list("description", flat=True))) == expected


@pytest.mark.parametrize("sort", ["-found", "due", "risk", "-number"])
def test_what_is_open_is_read_off_an_index_in_every_order(here, sort):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by the number of rows, and these are few")
    actor = here.actor("zhang")
    rows = Finding.objects.visible_to(actor).matching(LedgerFilter(state=("open",)), TODAY)
    columns = [Key.of(each).ordering(backwards=False) for each in order_of(sort)[1]]
    plan = rows.for_lines().order_by(*columns)[:51].explain()
    assert "ORDER BY" not in plan


def test_the_first_page_of_the_ledger_is_one_statement(here, django_assert_num_queries):
    for number in range(7):
        here.found(title=f"T{number}", found_at=AT - number * DAY)
    actor = here.actor("zhang")
    rows = Finding.objects.visible_to(actor).matching(LedgerFilter(state=("open",)), TODAY)
    with django_assert_num_queries(1):
        page = keyset_page(rows.for_ledger(), LEDGER_ORDER, None, 3)
        shown = [(row.title, row.unit.name, row.place.name, row.finder.name) for row in page.rows]
    assert [title for title, *_rest in shown] == ["T0", "T1", "T2"]
    with django_assert_num_queries(1):
        second = keyset_page(rows.for_ledger(), LEDGER_ORDER, page.next, 3)
    assert [row.title for row in second.rows] == ["T3", "T4", "T5"]
    assert capped_count(rows, 5) == (5, True)
    assert rows.order_by(F("found_at").desc())[0].title == "T0"


def test_what_looks_the_same_in_this_place_is_hinted(here):
    same = here.found(title="Guard rail loose at platform 3")
    here.found(title="Oil on the floor", category="things.electrical")
    kind = here.found(title="Kick plate bent")
    here.found(title="Guard rail loose", by="gao", place=here.places.tank_farm)
    old = here.found(title="Guard rail loose", found_at=AT - 40 * DAY)
    hints = similar_to(
        by=here.actor("wang"),
        on=TODAY,
        at=AT,
        title="guard rail is loose",
        unit=here.plant.units.team_a,
        place=here.places.pump_bay,
        category="things.guards",
    )
    assert [hint.finding for hint in hints] == [same, kind]
    assert old not in [hint.finding for hint in hints]
    assert hints[0].alike == 0.75


def test_chinese_sentences_are_compared_by_character(here):
    same = here.found(title="3号平台护栏缺失")
    here.found(title="灭火器过期", category="things.electrical")
    hints = similar_to(
        by=here.actor("wang"),
        on=TODAY,
        at=AT,
        title="护栏缺失",
        unit=here.plant.units.team_a,
        place=here.places.pump_bay,
    )
    assert [hint.finding for hint in hints] == [same]


def test_how_far_back_is_looked_is_what_holds_on_the_day_of_who_looks(here):
    old = here.found(title="Guard rail loose", found_at=AT - 3 * DAY)
    value_from(TODAY + DAY, "findings.similar_days", 1)

    def hinted(on):
        unit, place = here.plant.units.team_a, here.places.pump_bay
        hints = similar_to(
            by=here.actor("wang"), on=on, at=AT, title="Guard rail loose", unit=unit, place=place
        )
        return [hint.finding for hint in hints]

    assert (hinted(TODAY), hinted(TODAY + DAY)) == ([old], [])


def test_a_hint_is_one_statement_and_shows_only_what_one_may_see(here, django_assert_num_queries):
    here.found()
    stranger = here.actor("stranger")
    unit, place = here.plant.units.team_a, here.places.pump_bay
    assert (
        similar_to(by=stranger, on=TODAY, at=AT, title="Guard rail", unit=unit, place=place) == []
    )
    zhang = here.actor("zhang")
    with django_assert_num_queries(2):
        similar_to(by=zhang, on=TODAY, at=AT, title="Guard rail", unit=unit, place=place)


def test_a_view_is_kept_shared_changed_and_dropped(here):
    chen, wang, ma = here.actor("chen"), here.actor("wang"), here.actor("ma")
    wanted = LedgerFilter(state=("open",), grade="major")
    own = save_view(by=chen, name="Major", wanted=wanted, at=AT)
    shared = save_view(
        by=chen, name="Team A", wanted=LedgerFilter(), at=AT, unit=here.plant.units.team_a
    )
    assert LedgerFilter.read(own.query) == wanted
    assert [list(views_of(actor)) for actor in (chen, wang, ma)] == [[own, shared], [shared], []]
    with pytest.raises(NameTaken):
        save_view(by=chen, name="Major", wanted=wanted, at=AT)
    with pytest.raises(NameMissing):
        save_view(by=chen, name=" ", wanted=wanted, at=AT)
    with pytest.raises(NotPermitted):
        save_view(by=wang, name="x", wanted=wanted, at=AT, unit=here.plant.units.team_a)
    with pytest.raises(NotPermitted):
        drop_view(by=wang, view=shared)
    change_view(by=chen, view=shared, wanted=wanted, at=AT)
    assert list(views_of(wang)) == []
    drop_view(by=chen, view=own)
    assert SavedView.objects.count() == 1
