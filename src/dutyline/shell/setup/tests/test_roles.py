from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.models import Account, CustomRole, Grant
from dutyline.kernel.access.operations import grant_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.access.tests.plant import NOON, plant
from dutyline.kernel.organisation.tests.plant import today
from dutyline.kernel.registry import manifests
from dutyline.shell.setup.roles.permissions import permission_choices

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
GIVE = "/setup/grants/new/"


@pytest.fixture
def house():
    return plant()


def signed_in(person) -> Client:
    account = Account.objects.create_user(f"u{person.pk}", None, person=person, created_at=NEW_YEAR)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def admin(house):
    return signed_in(house.people.admin)


@pytest.fixture
def keeper(house):
    """Gao, administrator of the workshop only."""
    grant_role(
        by=house.by,
        role="administrator",
        person=house.people.gao,
        unit=house.units.workshop,
        on=house.at.date(),
        at=NOON,
    )
    return signed_in(house.people.gao)


def test_a_role_given_to_a_post_goes_with_whoever_holds_it(house, admin):
    data = {
        "to": house.posts.team_leader_a.pk,
        "role": "inspector",
        "on": today().isoformat(),
        "until": "",
    }
    data["unit"] = house.units.workshop.pk
    assert admin.post(GIVE, data).status_code == 302
    grant = Grant.objects.get(role="inspector")
    assert (grant.post, grant.person) == (house.posts.team_leader_a, None)
    li = actor_of(house.people.li, today())
    assert li.can(Access.ORGANISATION_VIEW, house.units.workshop.path)
    shown = admin.get(reverse("setup_grants") + "?role=inspector")
    assert [row.pk for row, _role in shown.context["rows"]] == [grant.pk]


def test_a_role_is_withdrawn_and_given_back_in_one_tap(house, admin):
    grant = Grant.objects.get(person=house.people.chen)
    admin.post(reverse("setup_grant_end", args=[grant.pk]))
    assert not house.actor("chen", today()).can(Access.DUTIES_MANAGE)
    admin.post(reverse("setup_grant_back", args=[grant.pk]))
    assert house.actor("chen", today()).can(Access.DUTIES_MANAGE)


def test_nobody_gives_a_role_to_himself_or_to_his_own_post(house, keeper):
    unit = house.units.workshop.pk
    data = {"role": "safety_manager", "unit": unit, "on": today().isoformat(), "until": ""}
    to_post = keeper.post(GIVE, data | {"to": house.posts.team_leader_b.pk})
    to_self = keeper.post(GIVE + "?to=person", data | {"to": house.people.gao.pk})
    assert (to_post.status_code, to_self.status_code) == (422, 422)
    assert not Grant.objects.filter(role="safety_manager", post__isnull=False).exists()


def test_nobody_gives_or_takes_roles_beyond_his_units(house, keeper):
    data = {
        "role": "principal",
        "to": house.posts.operator_a.pk,
        "on": today().isoformat(),
        "until": "",
    }
    beyond = keeper.post(GIVE, data | {"unit": house.units.resin.pk})
    assert beyond.status_code == 422
    theirs = Grant.objects.get(person=house.people.chen)
    assert keeper.post(reverse("setup_grant_end", args=[theirs.pk])).status_code == 404
    shown = keeper.get(reverse("setup_grants"))
    assert [row.person for row, _role in shown.context["rows"]] == [house.people.gao]


def test_roles_of_our_own_are_made_at_the_top_only(house, keeper, admin):
    data = {"label": "Reader", "sentence": "Reads.", "permissions": ["organisation.view"]}
    assert keeper.get(reverse("setup_role_new")).status_code == 404
    assert keeper.post(reverse("setup_role_new"), data).status_code == 404
    assert admin.post(reverse("setup_role_new"), data).status_code == 302
    role = CustomRole.objects.get()
    assert keeper.get(reverse("setup_role", args=[role.key])).status_code == 404
    assert keeper.get(reverse("setup_roles")).context["at_the_top"] is False


def test_nobody_adds_rights_to_a_role_he_has_himself(house, admin):
    data = {"label": "Reader", "sentence": "Reads.", "permissions": ["organisation.view"]}
    admin.post(reverse("setup_role_new"), data)
    role = CustomRole.objects.get()
    grant_role(
        by=house.by,
        role=role.key,
        person=house.people.admin,
        unit=house.units.group,
        on=house.at.date(),
        at=NOON,
    )
    more = data | {"permissions": ["organisation.view", "duties.waive"]}
    assert admin.post(reverse("setup_role", args=[role.key]), more).status_code == 422
    role.refresh_from_db()
    assert role.permissions == ["organisation.view"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(house, admin, language):
    admin.cookies["django_language"] = language
    pages = [reverse("setup_roles"), reverse("setup_grants"), GIVE, GIVE + "?to=person"]
    assert [admin.get(page).status_code for page in pages] == [200] * 4
    worker = signed_in(house.people.wang)
    assert [worker.get(page).status_code for page in pages] == [404] * 4


def test_rights_are_offered_under_what_they_open():
    everything = [(str(name), [key for key, _label in them]) for name, them in permission_choices()]
    assert "duties.waive" in dict(everything)["Organisation and system"]
    known = [str(key) for each in manifests() for key in each.permission_labels]
    assert [key for _name, keys in everything for key in keys] == known
    some = permission_choices(lambda key: key == "duties.waive")
    assert [(str(name), [key for key, _label in them]) for name, them in some] == [
        ("Organisation and system", ["duties.waive"])
    ]
