from datetime import date

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.kernel.organisation.tests.clerk import clerk_over
from dutyline.kernel.organisation.tests.imports.files import (
    COLUMNS,
    FIRST,
    MAP,
    SECOND,
    bring_in,
    counts,
    decided,
    refusals,
)
from dutyline.kernel.registry.imports import BadMap, ColumnsMissing, OlderSnapshot

pytestmark = pytest.mark.django_db

HEAD = ("Acme", "Acme", "P1", "Director", "XX", "Ann Lee")
SAFETY = ("Acme", "Safety", "P2", "Safety manager", "P1", "Bob Ray")
WORKER = ("Acme", "Safety", "P3", "Inspector", "P2", "Cid Fox")


def codes():
    return set(Post.objects.filter(valid_to__isnull=True).values_list("code", flat=True))


def test_one_post_code_for_two_posts_is_refused_for_both_rows():
    other = ("Acme", "Safety", "P3", "Cook", "P1", "Dan Oak")
    report = bring_in(HEAD, SAFETY, WORKER, other)
    reason = "The post code stands for different posts: rows 4, 5."
    assert refusals(report) == [(4, "Post ID", reason), (5, "Post ID", reason)]
    assert codes() == {"P1", "P2"}
    assert counts(report, "post") == (2, 0, 0, 0, 2)


def test_a_circle_is_refused_and_what_hangs_on_it_reports_up_the_line():
    two = ("Acme", "Safety", "P2", "Safety manager", "P4", "Bob Ray")
    four = ("Acme", "Safety", "P4", "Deputy", "P2", "")
    report = bring_in(HEAD, two, four, WORKER)
    reason = "The superiors lead in a circle back to this post."
    assert refusals(report) == [(3, "Reports to", reason), (4, "Reports to", reason)]
    assert decided(report, "superior_lifted") == (5,)
    worker = Post.objects.get(code="P3")
    assert worker.superior is None
    assert line.superior_of(worker, FIRST) == Post.objects.get(code="P1")


def test_a_post_reporting_to_itself_is_a_circle():
    own = ("Acme", "Safety", "P2", "Safety manager", "P2", "Bob Ray")
    assert [row for row, _, _ in refusals(bring_in(HEAD, own))] == [3]


def test_a_circle_closed_by_a_post_already_here_is_refused():
    bring_in(HEAD, SAFETY, WORKER)
    report = bring_in(("Acme", "Acme", "P1", "Director", "P3", "Ann Lee"), on=SECOND, partial=True)
    assert [row for row, _, _ in refusals(report)] == [2]
    assert Post.objects.get(code="P1").superior is None


def test_a_superior_that_does_not_exist_is_refused():
    lost = ("Acme", "Safety", "P9", "Lost", "P99", "Eve Kay")
    report = bring_in(HEAD, lost, ("Acme", "Safety", "P10", "Under the lost", "P9", ""))
    assert refusals(report) == [(3, "Reports to", "The superior post does not exist.")]
    assert codes() == {"P1", "P10"}
    assert not Person.objects.filter(name="Eve Kay").exists()


def test_a_superior_already_here_need_not_stand_in_the_file():
    bring_in(HEAD, SAFETY)
    report = bring_in(WORKER, on=SECOND, partial=True)
    assert refusals(report) == []
    assert Post.objects.get(code="P3").superior == Post.objects.get(code="P2")


def test_a_superior_that_ends_with_this_very_file_does_not_exist():
    bring_in(HEAD, SAFETY, WORKER)
    report = bring_in(HEAD, WORKER, on=SECOND)
    reason = "The superior post has ended: no row of this file names it."
    assert refusals(report) == [(3, "Reports to", reason)]
    assert codes() == {"P1", "P3"}


def test_a_refused_row_leaves_its_post_as_it_was():
    bring_in(HEAD, SAFETY, WORKER)
    two = ("Acme", "Safety", "P2", "Renamed", "P99", "Bob Ray")
    report = bring_in(HEAD, two, WORKER, on=SECOND)
    assert len(report.refused) == 1
    post = Post.objects.get(code="P2")
    assert (post.title, post.valid_to) == ("Safety manager", None)
    assert report.total.closed == 0


def test_new_units_only_refused_rows_tell_of_are_not_opened():
    report = bring_in(HEAD, ("Acme", "Ghost unit", "P9", "Lost", "P99", ""))
    assert not Unit.objects.filter(name="Ghost unit").exists()
    assert counts(report, "unit") == (1, 0, 0, 0, 0)


def test_the_end_of_a_post_closes_it_and_lifts_its_people():
    bring_in(HEAD, SAFETY, WORKER)
    ended = ("Acme", "Safety", "P2", "Safety manager", "P1", "Eliminated")
    report = bring_in(HEAD, ended, WORKER, on=SECOND)
    assert Post.objects.get(code="P2").valid_to == SECOND
    assert counts(report, "appointment") == (0, 0, 2, 1, 0)
    assert decided(report, "superior_lifted") == (4,)


@pytest.mark.parametrize(
    "word", ["Vacant", "VACANT", "n/d", "Vacant - TBC", "空缺", "待定", "缺编", ""]
)
def test_words_for_nobody_make_vacancies(word):
    report = bring_in(HEAD, ("Acme", "Safety", "P2", "Safety manager", "P1", word))
    assert counts(report, "post") == (2, 0, 0, 0, 0)
    assert counts(report, "person") == (1, 0, 0, 0, 0)


def test_the_words_are_the_mapping_s_to_choose():
    mapping = {**MAP, "settings": {"vacant": ["nobody"]}}
    row = ("Acme", "Safety", "P2", "Safety manager", "P1")
    report = bring_in(HEAD, (*row, "Nobody"), mapping=mapping)
    assert counts(report, "person") == (1, 0, 0, 0, 0)
    report = bring_in(HEAD, (*row, "Vacant"), mapping=mapping, on=SECOND)
    assert counts(report, "person") == (1, 0, 1, 0, 0)


def test_an_exact_repetition_counts_once():
    report = bring_in(HEAD, SAFETY, SAFETY)
    assert counts(report, "post") == (2, 0, 0, 0, 0)
    assert decided(report, "repeated") == (4,)


def test_people_of_the_same_name_need_a_number():
    Person.objects.create(name="Bob Ray", number="1")
    Person.objects.create(name="Bob Ray", number="2")
    report = bring_in(HEAD, SAFETY)
    assert refusals(report) == [
        (3, "Name", "Several people have this name; give the personnel number.")
    ]


def test_a_snapshot_older_than_one_already_here_is_refused_whole():
    bring_in(HEAD, SAFETY, on=SECOND)
    with pytest.raises(OlderSnapshot):
        bring_in(HEAD, on=FIRST)
    report = bring_in(HEAD, SAFETY, on=FIRST, partial=True)
    assert [reason for _, _, reason in refusals(report)] == [
        "The unit begins only later.",
        "The unit begins only later.",
    ]


def test_a_change_before_one_already_known_is_refused():
    third = date(2017, 1, 1)
    bring_in(HEAD, SAFETY)
    bring_in(HEAD, (*SAFETY[:3], "Safety head", *SAFETY[4:]), on=third)
    report = bring_in(HEAD, (*SAFETY[:3], "Officer", *SAFETY[4:]), on=SECOND, partial=True)
    assert refusals(report) == [(3, "Post ID", "The post changes again after this day.")]


def test_what_a_person_entered_by_hand_is_not_closed_by_a_file(plant):
    mapping = {**MAP, "settings": {"under": "resin"}}
    for day, post in ((date(2026, 2, 1), "P1"), (date(2026, 3, 1), "P2")):
        bring_in(("Safety department", "", post, "Adviser", "", ""), mapping=mapping, on=day)
    in_safety = Post.objects.filter(unit=plant.units.safety, valid_to__isnull=True)
    assert set(in_safety.values_list("code", flat=True)) == {"safety_manager", "P2"}


def test_what_a_file_only_named_is_not_closed_by_the_next(plant):
    columns = ("Group", "Company", "Unit", "Post ID", "Job Title")
    mapping = {
        "source": "test",
        "columns": {"post_code": "Post ID", "post_title": "Job Title"}
        | {f"unit_{level}": name for level, name in enumerate(columns[:3], start=1)},
    }
    group, resin = "Lanjiang Chemical Group", "Lanjiang Resin Co."
    ours = (group, resin, "", "resin_principal", "Principal of Resin")
    safety = (group, resin, "Safety department", "safety_manager", "Safety manager")
    for day, rows in ((date(2026, 2, 1), (ours, safety)), (date(2026, 3, 1), (ours,))):
        report = bring_in(*rows, on=day, mapping=mapping, columns=columns)
    assert report.total.closed == 0
    assert "safety_manager" in codes()


def test_a_partial_file_closes_nothing():
    bring_in(HEAD, SAFETY, WORKER)
    report = bring_in(HEAD, on=SECOND, partial=True)
    assert report.total.closed == 0
    assert codes() == {"P1", "P2", "P3"}


def test_another_source_closes_nothing_of_this_one():
    bring_in(HEAD, SAFETY, WORKER)
    report = bring_in(HEAD, on=SECOND, mapping={**MAP, "source": "other"})
    assert report.total.closed == 0


def test_another_enterprise_of_the_same_source_is_left_alone():
    bring_in(HEAD, SAFETY)
    bring_in(("Borax", "Works", "B1", "Chief", "", "Zoe Ash"), on=SECOND)
    assert codes() == {"P1", "P2", "B1"}
    roots = Unit.objects.filter(parent__isnull=True).order_by("name")
    assert list(roots.values_list("name", flat=True)) == ["Acme", "Borax"]
    bring_in(HEAD, on=date(2017, 1, 1))
    assert codes() == {"P1", "B1"}


def test_a_post_code_of_another_enterprise_of_the_same_source_is_not_taken_over():
    bring_in(HEAD, SAFETY)
    report = bring_in(
        ("Borax", "", "P1", "Chief", "", "Zoe Ash"),
        ("Borax", "", "B2", "Deputy", "P2", ""),
        on=SECOND,
    )
    assert refusals(report) == [
        (2, "Post ID", "The post code is already used in Acme."),
        (3, "Reports to", "The superior post does not exist."),
    ]
    assert Post.objects.get(code="P1").title == "Director"


def test_a_top_unit_that_a_later_file_no_longer_names_ends_too():
    works = ("Works", "", "W1", "Foreman", "", "Zoe Ash")
    bring_in(HEAD, works)
    report = bring_in(HEAD, on=SECOND)
    assert codes() == {"P1"}
    assert set(Unit.objects.filter(valid_to=SECOND).values_list("name", flat=True)) == {"Works"}
    assert report.kinds["unit"].closed == 1


def test_a_unit_that_still_has_something_is_kept():
    bring_in(HEAD, SAFETY)
    safety = Unit.objects.get(name="Safety")
    Post.objects.filter(code="P2").update(code="by-hand")
    report = bring_in(HEAD, on=SECOND)
    safety.refresh_from_db()
    assert safety.valid_to == SECOND
    assert report.kinds["unit"].closed == 1


def test_a_post_comes_back_after_it_was_closed():
    third = date(2017, 1, 1)
    bring_in(HEAD, SAFETY)
    bring_in(HEAD, on=SECOND)
    report = bring_in(HEAD, SAFETY, on=third)
    assert counts(report, "unit") == (1, 0, 1, 0, 0)
    assert counts(report, "post") == (1, 0, 1, 0, 0)
    post = Post.objects.get(code="P2")
    days = [day for day in (FIRST, SECOND, third) if post.versions.on(day).exists()]
    assert days == [FIRST, third]
    assert [each.person.name for each in line.holders_of(post, third)] == ["Bob Ray"]


def test_a_corrected_file_of_the_same_day_takes_back_and_brings_again():
    bring_in(HEAD, SAFETY, WORKER)
    bring_in(HEAD)
    assert codes() == {"P1"}
    report = bring_in(HEAD, SAFETY, WORKER)
    assert codes() == {"P1", "P2", "P3"}
    assert report.kinds["appointment"].created == 2
    post = Post.objects.get(code="P3")
    assert [each.person.name for each in line.holders_of(post, FIRST)] == ["Cid Fox"]


def test_a_holder_changes_on_the_day_of_the_file():
    bring_in(HEAD, SAFETY)
    report = bring_in(HEAD, (*SAFETY[:5], "Eve Kay"), on=SECOND)
    assert counts(report, "appointment") == (1, 0, 1, 1, 0)
    post = Post.objects.get(code="P2")
    holders = [
        [each.person.name for each in line.holders_of(post, day)]
        for day in (date(2016, 3, 30), SECOND)
    ]
    assert holders == [["Bob Ray"], ["Eve Kay"]]


def test_a_dry_run_reports_the_same_and_writes_nothing():
    dry = bring_in(HEAD, SAFETY, WORKER, dry=True)
    assert (Unit.objects.count(), Post.objects.count(), Person.objects.count()) == (0, 0, 0)
    done = bring_in(HEAD, SAFETY, WORKER)
    assert (dry.applied, done.applied) == (False, True)
    assert dry.kinds == done.kinds
    assert dry.decisions == done.decisions


def test_rows_outside_the_actor_s_reach_are_refused(plant):
    by = clerk_over(plant.units.coatings.path)
    mapping = {**MAP, "settings": {"under": "group"}}
    ours = ("Lanjiang Coatings Co.", "Mixing Workshop", "M1", "Mixer", "", "")
    theirs = ("Lanjiang Resin Co.", "Safety department", "S9", "Spy", "", "")
    stolen = ("Lanjiang Coatings Co.", "Mixing Workshop", "safety_manager", "Chief", "", "")
    report = bring_in(ours, theirs, stolen, mapping=mapping, by=by, on=date(2026, 2, 1))
    assert [(row, column) for row, column, _ in refusals(report)] == [
        (3, "Post ID"),
        (4, "Post ID"),
    ]
    assert Post.objects.get(code="M1").unit == plant.units.mixing


def test_a_file_without_units_is_refused():
    with pytest.raises(ColumnsMissing):
        bring_in(("P1", "Director"), columns=("Post ID", "Job Title"), mapping={"columns": {}})


@pytest.mark.parametrize(
    "settings",
    [
        {"vacant": "Vacant"},
        {"unknown": 1},
        {"kinds": ["castle"]},
        {"heads": "guess"},
        {"levels": {"A": 9}},
        {"under": "nowhere"},
    ],
)
def test_settings_nobody_can_follow_are_refused(settings):
    with pytest.raises(BadMap):
        bring_in(HEAD, mapping={**MAP, "settings": settings})


def test_a_cell_that_cannot_be_read_is_refused_and_its_post_is_not_missing():
    columns = (*COLUMNS, "FTE")
    mapping = {**MAP, "columns": {**MAP["columns"], "headcount": "FTE"}}
    rows = [(*HEAD, "1"), (*SAFETY, "2"), (*WORKER, "1")]
    bring_in(*rows, columns=columns, mapping=mapping)
    rows[1] = (*SAFETY, "two")
    report = bring_in(*rows, columns=columns, mapping=mapping, on=SECOND)
    assert refusals(report) == [(3, "FTE", "“two” is not a number.")]
    assert report.total.closed == 0
