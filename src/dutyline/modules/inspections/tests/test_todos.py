"""What waits for a person in inspections."""

import pytest

from dutyline.kernel.access.models import CustomRole
from dutyline.kernel.access.operations import grant_role
from dutyline.kernel.organisation.models import Post
from dutyline.modules.inspections.operations.major import plan_major
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.major import PLAN_PARTS
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT, TODAY
from dutyline.modules.inspections.todos import majors_to_plan

pytestmark = pytest.mark.django_db
TOLD = {"ticked": ("trade.dust.interlock",)}


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


def waiting(pages, name):
    return [row.url for row in majors_to_plan(pages.here.person(name).pk, 9)]


def test_a_major_danger_without_a_plan_waits_for_the_principal_of_its_company(pages):
    pages.here.found()
    major = pages.here.found(title="Interlock bridged", **TOLD)
    address = f"/findings/{major.pk}/plan/"

    assert {name: waiting(pages, name) for name in ("zhao", "chen", "zhang", "ma", "admin")} == {
        "zhao": [address],
        "chen": [],
        "zhang": [],
        "ma": [],
        "admin": [],
    }
    assert address in pages.get("zhao", "/").content.decode()
    parts = dict.fromkeys(PLAN_PARTS, "As agreed")
    plan_major(by=pages.here.actor("zhao"), finding=major, parts=parts, at=AT)
    assert waiting(pages, "zhao") == []


def test_majors_to_plan_are_read_in_one_statement(pages, django_assert_num_queries):
    for number in range(3):
        pages.here.found(title=f"Interlock {number} bridged", **TOLD)
    zhao = pages.here.person("zhao").pk
    with django_assert_num_queries(1):
        assert len(majors_to_plan(zhao, 2)) == 2


def test_a_role_of_our_own_to_the_post_gives_the_right_to_plan(pages):
    here = pages.here
    here.found(place=here.places.mill, title="Interlock bridged", by="ma", **TOLD)
    assert len(waiting(pages, "ma")) == 1
    post = Post.objects.get(unit=here.plant.units.coatings, heads_unit=True)
    here.person("ma").grants.all().delete()
    assert waiting(pages, "ma") == []
    CustomRole.objects.create(key="planner", label="Planner", permissions=[Inspections.MAJOR_PLAN])
    grant_role(
        by=here.plant.by, role="planner", post=post, unit=here.plant.units.coatings, on=TODAY, at=AT
    )
    assert len(waiting(pages, "ma")) == 1
