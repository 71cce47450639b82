"""The Ministry of Defence in two snapshots, held against counts taken from the files themselves."""

import csv
from collections import Counter
from datetime import date

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import (
    Appointment,
    Person,
    Post,
    PostVersion,
    Unit,
    UnitVersion,
)
from dutyline.kernel.organisation.tests.imports.files import (
    FIRST,
    ORGANOGRAMS,
    SECOND,
    counts,
    decided,
    organogram,
)
from dutyline.kernel.registry.imports import ImportMap

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ORGANOGRAMS.exists(), reason="the shared files are not here"),
]

SENIOR_1, SENIOR_2, JUNIOR = (
    "2015-09-30-senior.csv",
    "2016-03-31-senior.csv",
    "2016-03-31-junior.csv",
)
NOBODY = {"n/d", "vacant"}
SHARED = {
    "Heather Mcnaughton / Caroline Pusey (Job Share)": ("Heather Mcnaughton", "Caroline Pusey"),
}
NEW_YEARS_EVE = date(2015, 12, 31)


class Counted:
    """What a file says, counted with nothing but a dictionary reader."""

    def __init__(self, name):
        with (ORGANOGRAMS / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.rows = [row for row in rows if row["Name"] != "Eliminated"]
        self.posts = {row["Post Unique Reference"]: row for row in self.rows}
        self.units = {row["Unit"] for row in rows}
        # "Mackay" and "MacKay" are one man.
        self.held = {
            (row["Post Unique Reference"], folded(name))
            for row in self.rows
            if row["Name"].lower() not in NOBODY
            for name in SHARED.get(row["Name"], (row["Name"],))
        }
        self.names = {name for _, name in self.held}
        self.top = {
            code for code, row in self.posts.items() if row["Reports to Senior Post"] == "XX"
        }
        self.superiors = {
            code: None if code in self.top else row["Reports to Senior Post"]
            for code, row in self.posts.items()
        }


@pytest.fixture(scope="module")
def first():
    return Counted(SENIOR_1)


@pytest.fixture(scope="module")
def second():
    return Counted(SENIOR_2)


def posts_on(day):
    return {
        version.post.code: version
        for version in PostVersion.objects.on(day).select_related("post", "unit", "superior")
    }


def held_on(day):
    held = Appointment.objects.on(day).values_list("post__code", "person__name")
    return {(post, folded(name)) for post, name in held}


def test_the_first_snapshot_is_in_the_house_as_it_is_in_the_file(first):
    report = organogram(SENIOR_1, FIRST)
    assert counts(report, "unit") == (len(first.units) + 1, 0, 0, 0, 0)
    assert counts(report, "post") == (len(first.posts), 0, 0, 0, 0)
    assert counts(report, "person") == (len(first.names), 0, 0, 0, 0)
    assert counts(report, "appointment") == (len(first.held), 0, 0, 0, 0)
    posts = posts_on(FIRST)
    assert posts.keys() == first.posts.keys()
    assert {code: post.unit.name for code, post in posts.items()} == {
        code: row["Unit"] for code, row in first.posts.items()
    }
    assert held_on(FIRST) == first.held
    assert len(decided(report, "eliminated")) == 2
    assert len(decided(report, "names_parted")) == 1


def test_named_superiors_are_those_of_the_file_and_roots_have_none(first):
    organogram(SENIOR_1, FIRST)
    named = {
        code: post.superior.code if post.superior else None
        for code, post in posts_on(FIRST).items()
    }
    assert named == first.superiors
    assert sum(superior is None for superior in named.values()) == len(first.top)


def test_words_for_nobody_are_vacancies_and_no_people(first):
    organogram(SENIOR_1, FIRST)
    people = {folded(name) for name in Person.objects.values_list("name", flat=True)}
    assert people & (NOBODY | {"eliminated"}) == set()
    vacant = set(Post.objects.vacant(FIRST).values_list("code", flat=True))
    assert vacant == first.posts.keys() - {code for code, _ in first.held}


def test_the_same_file_again_changes_nothing(first):
    organogram(SENIOR_1, FIRST)
    versions = PostVersion.objects.count(), UnitVersion.objects.count(), Appointment.objects.count()
    again = organogram(SENIOR_1, FIRST).total
    assert (again.created, again.changed, again.closed, again.refused) == (0, 0, 0, 0)
    assert versions == (
        PostVersion.objects.count(),
        UnitVersion.objects.count(),
        Appointment.objects.count(),
    )


def test_the_second_snapshot_closes_opens_and_moves_on_its_day(first, second):
    organogram(SENIOR_1, FIRST)
    report = organogram(SENIOR_2, SECOND)
    gone = first.posts.keys() - second.posts.keys()
    come = second.posts.keys() - first.posts.keys()
    tally = report.kinds["post"]
    assert (tally.created, tally.closed, tally.refused) == (len(come), len(gone), 0)
    assert posts_on(SECOND).keys() == second.posts.keys()
    assert held_on(SECOND) == second.held
    assert report.kinds["appointment"].created == len(second.held - first.held)
    assert report.kinds["appointment"].closed == len(first.held - second.held)
    moved = {
        code
        for code in first.posts.keys() & second.posts.keys()
        if first.posts[code]["Unit"] != second.posts[code]["Unit"]
    }
    before, after = posts_on(NEW_YEARS_EVE), posts_on(SECOND)
    assert {
        code for code in before.keys() & after.keys() if before[code].unit_id != after[code].unit_id
    } == moved
    assert set(Unit.objects.filter(valid_to=SECOND).values_list("name", flat=True)) == (
        first.units - second.units
    )


def test_between_the_snapshots_the_first_still_answers(first):
    organogram(SENIOR_1, FIRST)
    organogram(SENIOR_2, SECOND)
    posts = posts_on(NEW_YEARS_EVE)
    assert posts.keys() == first.posts.keys()
    assert {
        code: (post.title, post.unit.name, post.superior.code if post.superior else None)
        for code, post in posts.items()
    } == {
        code: (" ".join(row["Job Title"].split()), row["Unit"], first.superiors[code])
        for code, row in first.posts.items()
    }
    assert held_on(NEW_YEARS_EVE) == first.held
    ministry = Unit.objects.get(parent__isnull=True)
    tree = line.tree_on(NEW_YEARS_EVE, ministry)
    assert {branch.name for branch in tree.children} == first.units
    assert posts_on(date(2015, 9, 29)) == {}


def test_a_job_share_is_one_post_with_two_holders(second):
    organogram(SENIOR_2, SECOND)
    holders = Counter(code for code, _ in second.held)
    shared = {code: shares_of(code) for code, count in holders.items() if count > 1}
    assert shared == {
        # Two rows of one post, and two names in one cell.
        "00000609": {"Alexander Lambert": 1.0, "Jennifer Henderson": 0.68},
        "106181": {"Heather Mcnaughton": 0.5, "Caroline Pusey": 0.5},
    }


def shares_of(code):
    held = line.holders_of(Post.objects.get(code=code), SECOND)
    return {each.person.name: float(each.share) for each in held}


def test_every_superior_chain_ends(second):
    organogram(SENIOR_1, FIRST)
    organogram(SENIOR_2, SECOND)
    for day in (FIRST, SECOND):
        superiors = line.superiors_on(day)
        for post in superiors:
            steps, above = 0, superiors[post]
            while above is not None:
                steps, above = steps + 1, superiors[above]
                assert steps < 50


def test_junior_posts_become_posts_without_holders(second):
    organogram(SENIOR_2, SECOND)
    report = organogram(JUNIOR, SECOND, "uk-organogram-junior")
    with (ORGANOGRAMS / JUNIOR).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    key = ("Unit", "Reporting Senior Post", "Generic Job Title", "Grade")
    groups = {tuple(folded(row[name]) for name in key) for row in rows}
    assert counts(report, "post") == (len(groups), 0, 0, 0, 0)
    assert counts(report, "appointment") == (0, 0, 0, 0, 0)
    planned = sum(Post.objects.filter(code__startswith="~").values_list("headcount", flat=True))
    assert float(planned) == pytest.approx(sum(float(r["Number of Posts in FTE"]) for r in rows))
    again = organogram(JUNIOR, SECOND, "uk-organogram-junior").total
    assert (again.created, again.changed, again.closed) == (0, 0, 0)
    seniors = organogram(SENIOR_2, SECOND).total
    assert (seniors.created, seniors.changed, seniors.closed) == (0, 0, 0)


def test_without_a_map_junior_posts_do_not_end_the_senior_ones_nor_these_them():
    unmapped = {"mapping": ImportMap()}
    organogram(SENIOR_2, SECOND, **unmapped)
    juniors = organogram(JUNIOR, SECOND, **unmapped).total
    assert (juniors.closed, juniors.refused) == (0, 0)
    seniors = organogram(SENIOR_2, SECOND, **unmapped).total
    assert (seniors.created, seniors.changed, seniors.closed) == (0, 0, 0)
