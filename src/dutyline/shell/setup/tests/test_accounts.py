from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account, ApiToken, CustomRole, Grant
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.organisation.models import Person
from dutyline.shell.setup.accounts.operations import open_accounts

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


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


def test_an_administrator_opens_an_account_and_invites_its_person(house, admin):
    load_pack(path="iso-45001", by=Actor.system("test"), at=NEW_YEAR)
    page = reverse("setup_account", args=[house.people.wang.pk])
    opened = admin.post(page, {"username": "wang", "email": "", "language": ""})
    assert opened.status_code == 302
    invited = admin.post(reverse("setup_invitation", args=[house.people.wang.pk]))
    secret = invited.context["link"].rstrip("/").rsplit("/", 1)[1]
    assert Client().get(reverse("invitation", args=[secret])).status_code == 200


def test_a_user_name_in_use_is_refused_beside_its_field(house, admin):
    signed_in(house.people.li)
    taken = {"username": f"u{house.people.li.pk}", "email": "", "language": ""}
    answer = admin.post(reverse("setup_account", args=[house.people.wang.pk]), taken)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["username"])


def test_a_role_is_given_and_withdrawn(house, admin):
    wang, unit = house.people.wang, house.units.resin
    data = {"role-role": "inspector", "role-unit": unit.pk}
    admin.post(reverse("setup_role_given", args=[wang.pk]), data)
    grant = Grant.objects.get(person=wang)
    assert (grant.role, grant.unit) == ("inspector", unit)
    admin.post(reverse("setup_role_end", args=[wang.pk, grant.pk]))
    assert Grant.objects.get(pk=grant.pk).valid_to is not None


def test_a_custom_role_is_made_and_removed(house, admin):
    data = {
        "label": "Guest auditor",
        "sentence": "Reads the organisation.",
        "permissions": [str(Access.ORGANISATION_VIEW)],
    }
    assert admin.post(reverse("setup_role_new"), data).status_code == 302
    role = CustomRole.objects.get()
    assert role.permissions == ["organisation.view"]
    assert admin.post(reverse("setup_role_removal", args=[role.key])).status_code == 302
    assert CustomRole.objects.count() == 0


def test_a_token_is_shown_once_and_ends_at_once(house, admin):
    data = {"name": "till", "days": "30", "permissions": [str(Access.ORGANISATION_VIEW)]}
    page = admin.post(reverse("setup_tokens"), data)
    assert page.context["secret"]
    token = ApiToken.objects.get()
    assert admin.get(reverse("setup_tokens")).context["secret"] == ""
    admin.post(reverse("setup_token_end", args=[token.pk]))
    assert ApiToken.objects.get().revoked_at is not None


def test_a_token_asked_for_twice_by_one_form_is_made_once(house, admin):
    data = {"name": "till", "days": "30", "permissions": [str(Access.ORGANISATION_VIEW)]}
    answers = [admin.post(reverse("setup_tokens"), data | {"once": "word"}) for _time in range(2)]
    assert [each.status_code for each in answers] == [200, 302]
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("name", ["setup_accounts", "setup_roles", "setup_role_new"])
def test_a_worker_finds_nothing_to_set_up(house, name):
    assert signed_in(house.people.wang).get(reverse(name)).status_code == 404


def test_a_person_elsewhere_answers_like_one_who_does_not_exist(house):
    client = signed_in(house.people.wang)
    here = client.get(reverse("setup_account", args=[house.people.ma.pk]))
    nowhere = client.get(reverse("setup_account", args=[999_999]))
    assert (here.status_code, nowhere.status_code) == (404, 404)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(house, admin, language):
    wang = house.people.wang
    admin.cookies["django_language"] = language
    pages = {
        reverse("setup_accounts"): 200,
        reverse("setup_account", args=[wang.pk]): 200,
        reverse("setup_roles"): 200,
        reverse("setup_role_new"): 200,
        reverse("setup_tokens"): 200,
        reverse("people"): 200,
        reverse("unit", args=[house.units.team_a.pk]): 200,
        reverse("unit", args=[house.units.team_a.pk]) + "?on=2020-01-01": 404,
        reverse("units"): 302,
    }
    assert {page: admin.get(page).status_code for page in pages} == pages


def test_everybody_with_a_post_gets_an_account_and_an_invitation_at_once(house, admin):
    load_pack(path="iso-45001", by=Actor.system("test"), at=NEW_YEAR)
    page = reverse("setup_accounts")
    assert admin.get(page).context["without_account"] == 8
    assert admin.post(reverse("setup_accounts_opening")).status_code == 302
    shown = admin.get(page).context
    assert (shown["without_account"], shown["without_password"]) == (0, 8)
    answer = admin.post(reverse("setup_invitations"))
    sheet = answer.context["sheet"]
    assert answer.content.count(b'width="30mm"') == 8
    assert [person.name for person, _link, _picture in sheet] == sorted(
        person.name for person, _link, _picture in sheet
    )
    accepted = Client().get(sheet[0][1])
    assert (len(sheet), accepted.status_code) == (8, 200)


def test_two_people_of_one_name_get_names_of_their_own(house):
    Person.objects.filter(pk__in=[house.people.wang.pk, house.people.sun.pk]).update(
        number=None, name="Wang Fang"
    )
    people = list(Person.objects.filter(name="Wang Fang").order_by("id"))
    open_accounts(by=house.actor("admin"), people=people, at=NEW_YEAR)
    names = list(Account.objects.order_by("id").values_list("username", flat=True))
    assert names == ["wang.fang", f"wang.fang-{people[1].pk}"]
