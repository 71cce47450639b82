"""A token never shows more than it was given, its owner's own affairs among the rest."""

from datetime import date

import pytest

from dutyline.api.scope import leave_for
from dutyline.api.tests.calling import caller
from dutyline.kernel.access.operations import actor_for_token, grant_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.tests.plant import NOON
from dutyline.kernel.organisation.models import Leave

pytestmark = pytest.mark.django_db
ELSEWHERE = Access.LINE_VIEW
"""Something Li may give a token that has nothing to do with what is his own here."""


@pytest.fixture
def li(plant):
    grant_role(
        by=plant.by,
        role="inspector",
        person=plant.people.li,
        unit=plant.units.resin,
        on=date(2026, 1, 1),
        at=NOON,
    )
    return plant.people.li


@pytest.mark.parametrize(
    "path",
    [
        "/people/{li}",
        "/people/{li}/history",
        "/history?subject_type=organisation.person&subject_id={li}",
    ],
)
def test_its_owner_is_there_only_for_a_token_that_sees_the_organisation(plant, li, path):
    path = path.format(li=li.pk)
    assert caller(plant, "li", Access.ORGANISATION_VIEW).get(path).status_code == 200
    assert caller(plant, "li", ELSEWHERE).get(path).status_code == 404


def test_his_roles_are_there_only_for_a_token_that_sees_the_organisation(plant, li):
    assert caller(plant, "li", Access.ORGANISATION_VIEW).items("/grants", "role") == ["inspector"]
    assert caller(plant, "li", ELSEWHERE).items("/grants", "role") == []


def test_his_leave_is_there_only_for_a_token_about_leave_or_people(plant, li):
    leave = Leave.objects.create(
        person=li,
        valid_from=date(2026, 1, 5),
        valid_to=date(2026, 1, 7),
        approved_by=plant.people.zhang,
        approved_at=NOON,
    )
    for permission, seen in (
        (Access.ORGANISATION_VIEW, [leave]),
        (Access.LEAVE_APPROVE, [leave]),
        (Access.LINE_VIEW, []),
    ):
        secret = caller(plant, "li", permission).secret
        assert list(leave_for(actor_for_token(secret, NOON))) == seen


@pytest.mark.parametrize("path", ["/rectifications", "/findings", "/rounds", "/saved-views"])
def test_lists_of_other_rooms_are_closed_to_it(plant, li, path):
    assert caller(plant, "li", ELSEWHERE).get(path).status_code == 403


def test_it_does_not_list_the_tokens_beside_it(plant, li):
    caller(plant, "li")
    narrow = caller(plant, "li", ELSEWHERE)
    assert narrow.items("/tokens", "permissions") == [[ELSEWHERE]]


def test_what_he_did_is_told_as_far_as_the_token_sees_it(plant, li):
    path = f"/people/{li.pk}/history"
    given = caller(plant, "li", Access.ORGANISATION_VIEW)
    # Making the tokens is written down at his account, which no token of his may manage.
    assert given.items(path) == []
