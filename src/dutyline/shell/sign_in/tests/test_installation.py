"""An installation is real or a demonstration, once and for good."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.operations import open_account
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.shell.sign_in.installation import (
    AlreadyBegun,
    NotEmpty,
    begin_demo,
    is_demo,
    is_setup_code,
    new_setup_code,
    offer,
)
from dutyline.shell.sign_in.models import Installation

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def account(plant, name):
    return open_account(
        by=plant.actor("admin"), person=getattr(plant.people, name), username=name, at=NOW
    )


def demo():
    begin_demo(at=NOW)
    plant = build()
    for position, name in enumerate(["zhao", "chen", "stranger"]):
        offer(account=account(plant, name), position=position)
    return plant


def test_a_database_in_use_never_becomes_a_demonstration():
    plant = build()
    with pytest.raises(NotEmpty):
        begin_demo(at=NOW)
    account(plant, "wang")
    with pytest.raises(NotEmpty):
        begin_demo(at=NOW)
    assert not is_demo()


def test_a_database_waiting_for_its_administrator_never_becomes_a_demonstration():
    new_setup_code(at=NOW)
    with pytest.raises(NotEmpty):
        begin_demo(at=NOW)


def test_a_demonstration_has_no_first_administrator():
    begin_demo(at=NOW)
    with pytest.raises(AlreadyBegun):
        new_setup_code(at=NOW)


def test_there_is_one_installation_and_a_demonstration_has_no_code():
    begin_demo(at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(pk=2, kind="real", begun_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.update(setup_digest="0" * 64)


def test_only_the_last_code_counts_and_letters_may_be_small():
    first = new_setup_code(at=NOW)
    second = new_setup_code(at=NOW)
    assert [is_setup_code(code) for code in (first, second, "", "AAAA")] == [False, True] + [
        False
    ] * 2
    assert is_setup_code(second.lower().replace("-", " "))


def test_one_click_signs_in_as_a_person_of_the_demonstration(client):
    demo()
    page = client.get(reverse("account_login"))
    names = [person.name for person in page.context_data["demo_people"]]
    assert names == ["Zhao Min", "Chen Jing", "Stranger Tan"]
    assert b"Safety manager, Safety department" in page.content
    assert b"Visitor without rights" in page.content
    response = client.post(reverse("look_around"), {"person": "chen"})
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"]


def test_who_looks_around_when_all_is_told_still_confirms_with_one_click(client):
    demo()
    client.post(reverse("look_around"), {"person": "chen"})
    assert b"demo-told" not in client.get("/").content
    confirm = reverse("account_reauthenticate")
    assert b'name="demo"' in client.get(confirm).content
    assert client.post(confirm, {"demo": "1", "next": "/errands/"})["Location"] == "/errands/"


def test_one_click_leads_back_to_where_one_was_going_but_to_no_other_site(client):
    demo()
    address = reverse("look_around")
    inside = client.post(f"{address}?next=/errands/", {"person": "chen"})
    outside = client.post(f"{address}?next=https://thief.example/", {"person": "chen"})
    assert (inside["Location"], outside["Location"]) == ("/errands/", "/")


@pytest.mark.parametrize("person", ["zhao", "wang", "nobody", ""])
def test_in_a_real_installation_there_is_no_one_click(client, person):
    plant = build()
    for name in ("zhao", "wang"):
        account(plant, name)
    Installation.objects.create(pk=1, kind="real", begun_at=NOW)
    page = client.get(reverse("account_login"))
    assert page.context_data["demo_people"] == []
    assert client.post(reverse("look_around"), {"person": person}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_in_a_demonstration_only_those_offered_can_be_clicked(client):
    plant = demo()
    account(plant, "wang")
    assert client.post(reverse("look_around"), {"person": "wang"}).status_code == 404


def test_nobody_can_be_offered_outside_a_demonstration():
    plant = build()
    with pytest.raises(NotEmpty):
        offer(account=account(plant, "zhao"), position=0)


def test_nobody_of_the_demonstration_has_a_password():
    plant = demo()
    assert not account(plant, "wang").has_usable_password()
