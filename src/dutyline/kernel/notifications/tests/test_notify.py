"""What people are told, and how often."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from dutyline.kernel.access.operations import open_account
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.notifications.data import pack, unpack
from dutyline.kernel.notifications.forms import MailChoices
from dutyline.kernel.notifications.models import Notification, OutboxMail
from dutyline.kernel.notifications.operations import (
    Notice,
    mark_read,
    notify,
    notify_many,
    refuse_mail,
)
from dutyline.kernel.notifications.words import tell
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.registry.tests.toy import toy_module

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
MANIFEST = """
    from dutyline.kernel.registry import Manifest, Subject

    manifest = Manifest(
        key="toy",
        name="Toy",
        subjects=(Subject("toy.thing", "Thing", lambda actor, pk: True, lambda pk: f"/toy/{pk}/"),),
        notification_texts={
            "toy.due": ("Thing {number} is due", "Please look at {number} by {due}, seen {seen}."),
        },
    )
"""


@pytest.fixture(autouse=True)
def _toy(tmp_path):
    with toy_module(tmp_path, "toy_notices", {"manifest.py": MANIFEST}):
        yield


def test_a_kind_is_named_so_that_it_says_something_alone():
    choices = MailChoices(person=None).fields["wanted"].choices
    named = {kind: str(label) for room, kinds in choices if room != "Toy" for kind, label in kinds}
    assert named["actions.verified"] == "Your repair is verified"
    assert [label for label in named.values() if "…" in label or len(label.split()) < 2] == []


@pytest.fixture
def plant():
    return build()


def say(*people, key="toy.thing:7:due", **data):
    facts = {"number": "F-7", "due": date(2026, 3, 5), "seen": NOON, **data}
    return notify(
        persons=people, kind="toy.due", subject=("toy.thing", 7), key=key, at=NOON, **facts
    )


def test_the_same_thing_is_told_once_to_each_person(plant):
    wang, li = plant.people.wang, plant.people.li
    assert say(wang) == 1
    assert say(wang, li) == 1
    assert say(wang, li) == 0
    told = Notification.objects.order_by("id").values_list("person__number", flat=True)
    assert list(told) == ["wang", "li"]
    assert OutboxMail.objects.count() == 2


def test_nothing_is_told_when_the_act_is_undone(plant):
    def act():
        with transaction.atomic():
            say(plant.people.wang)
            raise RuntimeError("the act failed")

    with pytest.raises(RuntimeError):
        act()
    assert (Notification.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_telling_many_takes_two_statements(plant, django_assert_num_queries):
    people = [plant.people.wang, plant.people.li, plant.people.zhang, plant.people.chen]
    with django_assert_num_queries(2):
        assert say(*people) == 4
    with django_assert_num_queries(1):
        assert say(*people) == 0


def say_to_each(*people, nth=1):
    notices = [
        Notice(
            each.pk, at, f"toy.thing:{at}:{nth}", {"number": f"F-{at}", "due": date(2026, 3, at)}
        )
        for at, each in enumerate(people, start=1)
    ]
    return notify_many(kind="toy.due", subject_type="toy.thing", notices=notices, at=NOON)


def test_many_are_told_something_each_in_two_statements(plant, django_assert_num_queries):
    people = [plant.people.wang, plant.people.li, plant.people.zhang, plant.people.chen]
    refuse_mail(by=plant.actor("li"), kinds=["toy.due"])
    with django_assert_num_queries(2):
        assert say_to_each(*people) == 4
    with django_assert_num_queries(1):
        assert say_to_each(*people) == 0
    told = Notification.objects.order_by("id").values_list("person__number", "subject_id", "key")
    numbers = ["wang", "li", "zhang", "chen"]
    assert list(told) == [
        (number, at, f"toy.thing:{at}:1:{each.pk}")
        for at, (number, each) in enumerate(zip(numbers, people, strict=True), start=1)
    ]
    assert [tell(row).title for row in Notification.objects.order_by("id")[:2]] == [
        "Thing F-1 is due",
        "Thing F-2 is due",
    ]
    mailed = OutboxMail.objects.values_list("notification__person__number", flat=True)
    assert sorted(mailed) == ["chen", "wang", "zhang"]


def test_the_same_thing_among_many_is_told_once(plant):
    wang = plant.people.wang
    twice = [Notice(wang.pk, 7, "toy.thing:7", {"number": "F-7"})] * 2
    assert notify_many(kind="toy.due", subject_type="toy.thing", notices=twice, at=NOON) == 1
    assert (Notification.objects.count(), OutboxMail.objects.count()) == (1, 1)


def test_each_reader_sees_days_and_moments_his_way(plant):
    say(plant.people.wang)
    row = Notification.objects.get()
    with timezone.override("Asia/Shanghai"), translation.override("en"):
        told = tell(row)
    assert told.title == "Thing F-7 is due"
    assert told.text == "Please look at F-7 by 5 March 2026, seen 2 March 2026 12:00."
    assert told.url == "/toy/7/"


def test_mail_goes_only_to_whoever_has_an_address_and_wants_it(plant):
    refuse_mail(by=plant.actor("li"), kinds=["toy.due"])
    Person.objects.filter(pk=plant.people.zhang.pk).update(email="")
    assert say(plant.people.wang, plant.people.li, plant.people.zhang) == 3
    assert list(OutboxMail.objects.values_list("to", flat=True)) == ["wang@example.com"]


def test_nobody_can_read_or_mark_what_another_was_told(plant, client):
    say(plant.people.wang, plant.people.li)
    everything = Notification.objects.all()
    assert mark_read(by=plant.actor("li"), notifications=everything, at=NOON) == 1
    unread = Notification.objects.unread()
    assert [row.person.number for row in unread] == ["wang"]
    client.force_login(account(plant, "li"))
    address = reverse("notifications:open", args=[unread[0].pk])
    assert client.post(address).status_code == 404
    assert Notification.objects.unread().count() == 1


def test_opening_a_notification_marks_it_read_and_leads_to_its_subject(plant, client):
    say(plant.people.wang)
    client.force_login(account(plant, "wang"))
    assert b"Thing F-7 is due" in client.get(reverse("notifications:notifications")).content
    row = Notification.objects.get()
    response = client.post(reverse("notifications:open", args=[row.pk]))
    assert response["Location"] == "/toy/7/"
    assert Notification.objects.unread().count() == 0


def test_the_choice_of_mail_is_kept(plant, client):
    client.force_login(account(plant, "wang"))
    address = reverse("notifications:mail_choices")
    assert b"Thing \xe2\x80\xa6 is due" in client.get(address).content
    assert client.post(address, {"wanted": []}).status_code == 302
    say(plant.people.wang)
    assert OutboxMail.objects.count() == 0


def account(plant, name):
    return open_account(
        by=plant.actor("admin"), person=getattr(plant.people, name), username=name, at=NOON
    )


def test_amounts_are_read_as_money_and_not_as_text():
    assert unpack(pack({"amount": Decimal("18000.00"), "n": 3})) == {"amount": "¥18,000", "n": "3"}
