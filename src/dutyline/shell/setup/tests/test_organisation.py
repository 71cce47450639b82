from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.organisation.models import Appointment, Post, Shift, Unit, UnitVersion
from dutyline.shell.setup.organisation.verbs import POST_VERBS, UNIT_VERBS

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
DAY = "2026-06-01"


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


def unit_page(unit, verb: str) -> str:
    return reverse("setup_unit_verb", args=[unit.pk, verb])


def seen_and_done(client: Client, page: str, data: dict[str, object]):
    shown = client.post(page, data)
    assert shown.status_code == 200
    return shown, client.post(page, data | {"seen": shown.context["form"]["seen"].value()})


def test_a_unit_is_created_renamed_and_given_a_post(house, admin):
    above = house.units.workshop
    data = {"name": "Shift team C", "kind": "team", "code": "", "on": DAY}
    assert admin.post(unit_page(above, "new-unit"), data).status_code == 302
    made = Unit.objects.get(name="Shift team C")
    admin.post(
        unit_page(made, "name"), {"name": "Shift team D", "kind": "team", "on": "2026-07-01"}
    )
    assert UnitVersion.objects.on(date(2026, 7, 1)).get(unit=made).name == "Shift team D"
    data = {"title": "Leader C", "level": "4", "heads_unit": "on", "headcount": "1", "on": DAY}
    assert admin.post(unit_page(made, "new-post"), data).status_code == 302
    assert Post.objects.get(unit=made).title == "Leader C"


def test_moving_a_unit_shows_what_would_happen_and_does_it_only_when_told_again(house, admin):
    page = unit_page(house.units.team_a, "place")
    data = {"unit": house.units.mixing.pk, "on": DAY, "reason": ""}
    shown = admin.post(page, data)
    assert shown.context["foresight"].sentences
    assert UnitVersion.objects.on(date(2026, 6, 1)).get(unit=house.units.team_a).parent == (
        house.units.workshop
    )
    _shown, done = seen_and_done(admin, page, data)
    assert done.status_code == 302
    assert UnitVersion.objects.on(date(2026, 6, 1)).get(unit=house.units.team_a).parent == (
        house.units.mixing
    )


def test_another_day_after_the_preview_is_previewed_again(house, admin):
    page = unit_page(house.units.team_b, "end")
    data = {"with_contents": "on", "on": DAY, "reason": ""}
    shown = admin.post(page, data)
    seen = shown.context["form"]["seen"].value()
    other = admin.post(page, data | {"on": "2026-07-01", "seen": seen})
    assert (other.status_code, other.context["foresight"] is not None) == (200, True)
    house.units.team_b.refresh_from_db()
    assert house.units.team_b.valid_to is None


def test_closing_a_unit_in_use_is_refused_before_anything_is_shown(house, admin):
    answer = admin.post(unit_page(house.units.team_b, "end"), {"on": DAY, "reason": ""})
    assert (answer.status_code, answer.context["foresight"]) == (422, None)


def test_somebody_is_appointed_and_the_appointment_ended(house, admin):
    post, person = house.posts.operator_b, house.people.stranger
    page = reverse("setup_post_verb", args=[post.pk, "holder"])
    data = {"person": person.pk, "share": "0.5", "on": DAY, "until": ""}
    assert admin.post(page, data).status_code == 302
    made = Appointment.objects.get(post=post, person=person)
    page = reverse("setup_appointment_end", args=[made.pk])
    _shown, done = seen_and_done(admin, page, {"on": "2026-08-01", "reason": ""})
    assert done.status_code == 302
    made.refresh_from_db()
    assert (made.valid_from, made.valid_to) == (date(2026, 6, 1), date(2026, 8, 1))


def test_a_shift_counts_its_days_from_one(house, admin):
    data = {
        "name": "Day",
        "starts_at": "08:00",
        "ends_at": "16:00",
        "anchor": "2026-06-01",
        "cycle_days": "7",
        "cycle_on": "1, 2, 3, 4, 5",
        "on": DAY,
    }
    assert admin.post(unit_page(house.units.team_a, "new-shift"), data).status_code == 302
    assert Shift.objects.get().cycle_on == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(house, admin, language):
    admin.cookies["django_language"] = language
    pages = [reverse("setup_organisation"), reverse("setup_unit", args=[house.units.team_a.pk])]
    pages += [unit_page(house.units.team_a, verb) for verb in UNIT_VERBS]
    post = house.posts.operator_a
    pages += [reverse("setup_post_verb", args=[post.pk, verb]) for verb in POST_VERBS]
    assert [admin.get(page).status_code for page in pages] == [200] * len(pages)


def test_who_may_not_change_the_organisation_finds_nothing(house):
    worker = signed_in(house.people.wang)
    pages = [
        reverse("setup_organisation"),
        unit_page(house.units.team_a, "name"),
        reverse("setup_post_verb", args=[house.posts.operator_a.pk, "end"]),
        reverse("setup_appointment_end", args=[house.appointments.wang.pk])
        if hasattr(house.appointments, "wang")
        else reverse("setup_appointment_end", args=[1]),
    ]
    assert [worker.get(page).status_code for page in pages] == [404] * len(pages)
