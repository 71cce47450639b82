from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.organisation.models import Appointment, Person, Post, Shift, Unit, UnitVersion
from dutyline.kernel.organisation.operations import appoint
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


def test_a_newcomer_takes_a_post_of_the_unit_in_one_go_or_does_not_come_at_all(house, admin):
    page = unit_page(house.units.team_a, "new-person")
    given = {"name": "Sun Xiaoman", "number": "A-77", "email": "", "phone": "", "on": DAY}
    elsewhere = admin.post(page, given | {"post": house.posts.coatings_principal.pk})
    assert elsewhere.status_code == 422
    assert not Person.objects.filter(number="A-77").exists()
    assert admin.post(page, given | {"post": house.posts.operator_a.pk}).status_code == 302
    held = Appointment.objects.get(person__number="A-77")
    assert (held.post, held.valid_from) == (house.posts.operator_a, date(2026, 6, 1))
    assert admin.post(page, given | {"number": "A-78", "post": ""}).status_code == 302
    assert not Appointment.objects.filter(person__number="A-78").exists()


SHIFT = {
    "name": "Day",
    "starts_at": "08:00",
    "ends_at": "16:00",
    "anchor": "2026-06-01",
    "cycle_days": "7",
    "cycle_on": "1, 2, 3, 4, 5",
    "on": DAY,
}


def test_a_shift_counts_its_days_from_one_and_shows_two_weeks_first(house, admin):
    page = unit_page(house.units.team_a, "new-shift")
    shown, done = seen_and_done(admin, page, SHIFT)
    weeks = [len(each.shifts) for each in shown.context["foresight"].calendar]
    assert weeks == [1, 1, 1, 1, 1, 0, 0] * 2
    assert (done.status_code, Shift.objects.get().cycle_on) == (302, [0, 1, 2, 3, 4])


def test_a_shift_is_ended_with_the_calendar_shown_as_it_would_be(house, admin):
    seen_and_done(admin, unit_page(house.units.workshop, "new-shift"), SHIFT)
    page = reverse("setup_shift_end", args=[Shift.objects.get().pk])
    shown, done = seen_and_done(admin, page, {"on": "2026-06-08"})
    assert (shown.context["foresight"].calendar, done.status_code) == ([], 302)
    assert Shift.objects.get().valid_to == date(2026, 6, 8)
    assert admin.get(page).status_code == 404


def test_somebody_acts_for_a_holder_or_for_a_vacant_post(house, admin):
    held, vacant = house.posts.operator_a, house.posts.operator_b
    person = house.people.stranger
    page = reverse("setup_post_verb", args=[held.pk, "acting"])
    data = {"person": person.pk, "on": DAY, "until": "2026-06-15"}
    data |= {"acting_for": house.appointments.wang.pk}
    assert admin.post(page, data).status_code == 302
    page = reverse("setup_post_verb", args=[vacant.pk, "acting"])
    assert admin.post(page, {"person": person.pk, "on": DAY, "until": ""}).status_code == 302
    made = Appointment.objects.filter(person=person).order_by("post__code")
    found = made.values_list("post", "acting", "acting_for", "valid_to")
    assert sorted(found, key=str) == sorted(
        [
            (held.pk, True, house.appointments.wang.pk, date(2026, 6, 15)),
            (vacant.pk, True, None, None),
        ],
        key=str,
    )


def test_what_a_closure_concerns_is_said_in_plain_words(house, admin):
    shown = admin.post(
        unit_page(house.units.team_a, "end"), {"with_contents": "on", "on": DAY, "reason": ""}
    )
    assert shown.context["foresight"].concerned == [
        "Concerned: 0 units under it, 2 posts, 3 people, 0 places.",
        "Without a post then: Li Na, Sun Lei, Wang Fang.",
    ]


def test_a_move_says_who_is_above_then(house, admin):
    data = {"unit": house.units.coatings.pk, "on": DAY, "reason": ""}
    shown = admin.post(unit_page(house.units.workshop, "place"), data)
    assert shown.context["foresight"].concerned[1:] == [
        "Superior: Principal of Resin (Zhao Min) → Principal of Coatings (Ma Chao)."
    ]


def test_vacant_posts_are_shown_with_the_day_since_when(house, admin):
    page = reverse("setup_appointment_end", args=[house.appointments.gao.pk])
    seen_and_done(admin, page, {"on": DAY, "reason": ""})
    shown = admin.get(reverse("setup_unit", args=[house.units.team_b.pk]))
    vacant = {row.post.title: row.vacant_since for row in shown.context["posts"]}
    assert vacant == {"Team leader B": date(2026, 6, 1), "Operator B": None}
    above = admin.get(reverse("setup_unit", args=[house.units.workshop.pk]))
    assert [post.title for post in above.context["vacant"]] == ["Team leader B", "Operator B"]


def test_the_enterprise_itself_is_not_offered_to_be_moved_merged_or_closed(house, admin):
    offered = {
        unit: [key for key, _verb in admin.get(page).context["verbs"]]
        for unit, page in {
            "group": reverse("setup_organisation"),
            "resin": reverse("setup_unit", args=[house.units.resin.pk]),
        }.items()
    }
    assert offered == {
        "group": ["new-person", "name"],
        "resin": ["new-person", "name", "place", "merger", "end"],
    }


def test_a_unit_is_not_drawn_under_the_managers_own_for_a_heads_rights(house, admin):
    facts = {"by": house.by, "on": date(2026, 1, 1), "at": NEW_YEAR}
    appoint(person=house.people.admin, post=house.posts.workshop_head, **facts)
    page = unit_page(house.units.safety, "place")
    refused = admin.post(page, {"unit": house.units.workshop.pk, "on": DAY, "reason": ""})
    assert (refused.status_code, "rights you do not hold there" in refused.text) == (422, True)


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


def test_the_page_says_why_nobody_makes_his_own_post_the_head(house, admin):
    page = unit_page(house.units.mixing, "new-post")
    admin.post(page, {"title": "Mixer", "level": "5", "headcount": "1", "on": DAY})
    post = Post.objects.get(title="Mixer")
    day = date.fromisoformat(DAY)
    appoint(by=house.by, person=house.people.admin, post=post, on=day, at=house.at)
    data = {"title": "Mixer", "level": "5", "headcount": "1", "heads_unit": "on", "on": DAY}
    refused = admin.post(reverse("setup_post_verb", args=[post.pk, "facts"]), data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["heads_unit"])


def test_what_is_about_to_end_is_called_by_its_name(house, admin):
    held = Appointment.objects.select_related("person", "post").first()
    shift = Shift.objects.create(
        unit=house.units.team_a,
        name="Late watch",
        starts_at=time(14),
        ends_at=time(22),
        anchor=date(2026, 1, 5),
        valid_from=date(2026, 1, 5),
    )
    named = (
        (
            reverse("setup_appointment_end", args=[held.pk]),
            f"{held.person.name} · {held.post.title}",
        ),
        (reverse("setup_shift_end", args=[shift.pk]), shift.name),
    )
    for page, name in named:
        assert f"<p>{name}</p>" in admin.get(page).content.decode()


def test_a_page_of_another_day_says_the_last_day_and_leads_to_pages_of_that_day(house, admin):
    post = house.posts.operator_a
    appoint(
        by=Actor.system("test"),
        person=house.people.chen,
        post=post,
        on=date(2026, 3, 1),
        until=date(2026, 4, 1),
        at=NEW_YEAR,
    )
    asked = "?on=2026-03-31"
    page = admin.get(reverse("unit", args=[post.unit_id]) + asked).content.decode()
    address = reverse("post", args=[post.pk]) + asked
    assert address in page
    shown = admin.get(address).content.decode()
    assert reverse("unit", args=[post.unit_id]) + asked in shown
    assert "1 March 2026 – 31 March 2026" in shown
