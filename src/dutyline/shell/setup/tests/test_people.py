from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.models import Account, Grant
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.organisation.models import Appointment, Leave
from dutyline.kernel.organisation.tests.plant import today
from dutyline.shell.tests.working_plant import working_plant

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


def page(name: str, row) -> str:
    return reverse(name, args=[row.pk])


def test_what_is_known_about_a_person_is_corrected(house, admin):
    wang = house.people.wang
    data = {"name": "Wang Fangfang", "number": "1007", "email": "w@example.com", "phone": "1"}
    assert admin.post(page("setup_person_details", wang), data).status_code == 302
    wang.refresh_from_db()
    assert (wang.name, wang.number, wang.email) == ("Wang Fangfang", "1007", "w@example.com")
    data["number"] = house.people.li.number
    assert admin.post(page("setup_person_details", wang), data).status_code == 422


def test_a_departure_names_the_heirs_and_ends_everything_when_told_again(house, admin):
    li = house.people.li
    account = Account.objects.create_user("li", None, person=li, created_at=NEW_YEAR)
    where, data = page("setup_person_departure", li), {"on": today().isoformat(), "reason": "moved"}
    shown = admin.post(where, data)
    heirs = [(heir.post.title, heir.names) for heir in shown.context["legacy"].heirs]
    assert heirs == [("Team leader A", "Zhang Wei (Workshop head) while vacant")]
    account.refresh_from_db()
    assert (shown.status_code, account.is_active) == (200, True)
    seen = shown.context["form"]["seen"].value()
    assert admin.post(where, data | {"seen": seen}).status_code == 302
    account.refresh_from_db()
    li.refresh_from_db()
    assert (account.is_active, li.left_on) == (False, today())
    assert list(Appointment.objects.on(today()).filter(person=li)) == []
    assert list(Grant.objects.on(today()).filter(person=li)) == []
    assert admin.get(page("setup_person", li)).context["gone"]
    back = {"on": (today() + timedelta(days=5)).isoformat()}
    assert admin.post(page("setup_person_return", li), back).status_code == 302
    li.refresh_from_db()
    assert li.left_on is None


def test_what_somebody_owes_who_goes_leads_only_where_the_reader_may_go():
    house = working_plant()
    owed = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 20))
    Obligation.objects.filter(pk=owed.pk).update(grace_until=datetime(2099, 1, 1, tzinfo=UTC))
    where, there = page("setup_person_departure", house.people.li), page("obligation", owed)
    admin = signed_in(house.people.admin)
    shown = admin.get(where)
    assert owed.pk in [item.id for item in shown.context["legacy"].owed]
    assert (admin.get(there).status_code, there in shown.text) == (404, False)
    Grant.objects.create(
        role="principal",
        person=house.people.admin,
        unit=house.units.group,
        valid_from=date(2026, 1, 1),
    )
    assert (admin.get(there).status_code, there in admin.get(where).text) == (200, True)


def test_whoever_shares_a_post_is_its_heir(house, admin):
    shown = admin.get(page("setup_person_departure", house.people.wang))
    assert [heir.names for heir in shown.context["legacy"].heirs] == ["Sun Lei"]


def test_leave_is_entered_by_the_superior_and_cut_short(house):
    zhang, li = signed_in(house.people.zhang), house.people.li
    data = {"person": li.pk, "since": today(), "until": today() + timedelta(days=10)}
    data["reason"] = "holiday"
    assert zhang.post(reverse("setup_leave_new"), data).status_code == 302
    leave = Leave.objects.get()
    assert (leave.person, leave.approved_by) == (li, house.people.zhang)
    assert [row.pk for row in zhang.get(reverse("setup_leaves")).context["page"].rows] == [leave.pk]
    back = today() + timedelta(days=3)
    assert zhang.post(page("setup_leave_end", leave), {"back_on": back}).status_code == 302
    leave.refresh_from_db()
    assert leave.valid_to == back


def test_nobody_enters_leave_of_himself_or_beyond_his_units(house):
    zhang = signed_in(house.people.zhang)
    for person in (house.people.zhang, house.people.ma):
        data = {"person": person.pk, "since": today(), "until": today() + timedelta(days=2)}
        answer = zhang.post(reverse("setup_leave_new"), {**data, "reason": "holiday"})
        assert answer.status_code == 422
    assert Leave.objects.count() == 0
    ma = signed_in(house.people.ma)
    leave = Leave.objects.create(
        person=house.people.li,
        approved_by=house.people.zhang,
        approved_at=NEW_YEAR,
        valid_from=date(2026, 3, 1),
        valid_to=today() + timedelta(days=5),
        reason="holiday",
    )
    assert ma.get(page("setup_leave_end", leave)).status_code == 404
    assert list(ma.get(reverse("setup_leaves")).context["page"].rows) == []


def test_who_does_not_organise_finds_nothing(house):
    worker, wang = signed_in(house.people.sun), house.people.wang
    names = ("person", "person_details", "person_departure", "person_return")
    answers = [worker.get(page(f"setup_{name}", wang)).status_code for name in names]
    assert answers == [404] * 4
    assert worker.get(reverse("setup_leaves")).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(house, language):
    admin, zhang = signed_in(house.people.admin), signed_in(house.people.zhang)
    wang = house.people.wang
    for client in (admin, zhang):
        client.cookies["django_language"] = language
    names = ("person", "person_details", "person_departure", "person_return")
    assert [admin.get(page(f"setup_{name}", wang)).status_code for name in names] == [200] * 4
    lists = [reverse("setup_leaves"), reverse("setup_leaves") + "?past=1"]
    lists.append(reverse("setup_leave_new") + f"?person={wang.pk}")
    assert [zhang.get(each).status_code for each in lists] == [200] * 3


def test_who_never_held_a_post_is_found_by_whoever_gives_posts_and_by_nobody_else(house, admin):
    stranger = house.people.stranger
    rows = admin.get(reverse("people")).context["page"].rows
    assert stranger in rows
    assert house.people.admin in rows
    assert admin.get(page("person", stranger)).status_code == 200
    found = admin.get(reverse("people") + "?q=Stranger").context["page"].rows
    assert found == [stranger]
    for other in (house.people.zhao, house.people.wang):
        client = signed_in(other)
        assert stranger not in client.get(reverse("people")).context["page"].rows
        assert client.get(page("person", stranger)).status_code == 404
