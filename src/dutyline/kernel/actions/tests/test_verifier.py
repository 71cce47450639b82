"""Who verifies when nobody is named, and who sees a repair nobody is left to verify."""

import pytest

from dutyline.kernel.access.operations import grant_role
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.actions.operations import assign, reassign, report_done, verify
from dutyline.kernel.actions.tests.setting import AT, DAY, TODAY, setting
from dutyline.kernel.actions.todos import to_verify
from dutyline.kernel.actions.verifier import told_beforehand
from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.organisation.models import Person

pytestmark = pytest.mark.django_db
PEOPLE = ("zhao", "chen", "zhang", "li", "wang", "ma", "admin")


@pytest.fixture
def here():
    return setting()


def given(here, by, owner, found_by=None):
    return assign(
        by=here.actor(by),
        source=here.source(),
        label="Guard rail missing",
        unit=here.plant.units.team_a,
        five=here.five(owner, verifier=None),
        at=AT,
        found_by=here.person(found_by) if found_by else None,
    )


def beforehand(here, by, found_by=None):
    who = {
        "assigned_by": here.person(by),
        "found_by": here.person(found_by) if found_by else None,
    }
    both = told_beforehand(here.plant.units.team_a.path, TODAY, **who)
    return [each.name if each else None for each in both]


def waiting(here):
    """Return for whom of all one repair waits."""
    names = {name: len(to_verify(here.person(name).pk, 9)) for name in PEOPLE}
    return [name for name, many in names.items() if many]


@pytest.mark.parametrize(
    ("by", "owner", "found_by", "verifier"),
    [
        ("zhang", "li", "chen", "chen"),  # who found it may verify there
        ("zhang", "li", "wang", "zhang"),  # a report costs nobody a duty
        ("zhang", "li", "ma", "zhang"),  # may verify, but elsewhere
        ("zhang", "li", None, "zhang"),
        ("zhang", "chen", "chen", "zhang"),  # never who repairs it
        ("zhang", "zhang", "chen", "chen"),
        ("zhang", "zhang", "zhang", "zhao"),
        ("zhao", "zhao", None, None),  # nobody is above
    ],
)
def test_the_verifier_left_is_who_found_it_who_assigned_it_or_the_superior(
    here, by, owner, found_by, verifier
):
    found = given(here, by, owner, found_by)
    assert found.verifier == (here.person(verifier) if verifier else None)


@pytest.mark.parametrize(
    ("by", "found_by"), [("zhang", None), ("zhang", "chen"), ("zhang", "wang"), ("zhao", None)]
)
def test_who_is_told_beforehand_is_who_is_taken(here, by, found_by):
    first, second = beforehand(here, by, found_by)
    for owner in ("li", "zhang", "chen", "zhao"):
        taken = given(here, by, owner, found_by)
        told = second if here.person(owner).name == first else first
        assert (taken.verifier.name if taken.verifier else None) == told
        taken.notices.all().delete()
        taken.delete()


def test_who_has_left_is_not_taken(here):
    Person.objects.filter(pk=here.person("chen").pk).update(left_on=TODAY)
    here.person("chen").refresh_from_db()
    assert given(here, "zhang", "li", "chen").verifier == here.person("zhang")


def test_passed_on_with_nobody_named_it_stays_with_the_verifier_unless_he_now_repairs_it(here):
    found = here.assigned(verifier="chen")
    for owner, verifier in (("wang", "chen"), ("chen", "zhang")):
        found = reassign(
            by=here.actor("zhang"),
            rectification=found,
            five=here.five(owner, verifier=None),
            at=AT,
            reason="Li is on leave",
        )
        assert found.verifier == here.person(verifier)


def test_a_repair_reported_by_its_verifier_goes_to_who_found_it(here):
    found = here.assigned()
    report_done(
        by=here.actor("zhang"),
        rectification=found,
        text="x",
        at=AT,
        found_by=here.person("chen"),
    )
    assert Rectification.objects.get().verifier == here.person("chen")


def test_a_verifier_who_left_before_the_report_is_replaced(here):
    found = here.assigned(verifier="chen")
    Person.objects.filter(pk=here.person("chen").pk).update(left_on=TODAY)
    report_done(by=here.actor("li"), rectification=found, text="x", at=AT + DAY)
    assert Rectification.objects.get().verifier == here.person("zhang")


def test_a_repair_nobody_is_left_to_verify_waits_for_whoever_was_given_the_right_there(here):
    found = given(here, "zhao", "zhao")
    report_done(by=here.actor("zhao"), rectification=found, text="Welded", at=AT)

    assert Rectification.objects.get().verifier is None
    assert waiting(here) == ["chen"]
    (todo,) = to_verify(here.person("chen").pk, 9)
    assert todo.hint == "Repaired by Zhao Min; nobody is named to verify it"
    assert Obligation.objects.count() == 0

    verify(by=here.actor("chen"), rectification=found, effective=True, at=AT)
    assert waiting(here) == []


def test_neither_who_reported_it_nor_a_right_elsewhere_makes_it_wait_for_somebody(here):
    # Chen may report for him, and then is not the one to look.
    report_done(
        by=here.actor("chen"), rectification=given(here, "zhao", "zhao"), text="Welded", at=AT
    )
    assert waiting(here) == []
    for unit, found in ((here.plant.units.team_b, []), (here.plant.units.workshop, ["ma"])):
        ma = here.person("ma")
        grant_role(by=here.plant.by, role="inspector", person=ma, unit=unit, on=TODAY, at=AT)
        assert waiting(here) == found


def test_what_waits_for_verification_is_read_in_one_statement(here, django_assert_num_queries):
    for number in range(3):
        here.repaired(number=number + 1, verifier="chen")
    Rectification.objects.filter(source=here.source(1)).update(verifier=None)
    with django_assert_num_queries(1):
        assert len(to_verify(here.person("chen").pk, 9)) == 3
