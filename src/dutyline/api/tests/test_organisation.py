"""Units, posts, people and places: seen in scope, changed by whom it behoves, asked as of a day."""

from datetime import date

import pytest

from dutyline.api.tests.calling import blamed, caller, told
from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.kernel.organisation.operations import appoint
from dutyline.kernel.organisation.tests.plant import today

DAY = "2026-06-01"


def test_everybody_sees_the_units_posts_and_people_of_his_scope(plant, wang, admin):
    assert wang.items("/units", "name") == ["Shift team A"]
    assert wang.items("/posts", "title") == ["Operator A", "Team leader A"]
    assert wang.items("/people", "name") == ["Li Na", "Sun Lei", "Wang Fang"]
    assert len(admin.items("/units")) == 8
    zhao = caller(plant, "zhao")
    assert "Ma Chao" not in zhao.items("/people", "name")


def test_who_holds_no_post_yet_is_seen_by_who_keeps_the_organisation(plant, admin, wang):
    assert "Stranger Tan" in admin.items("/people", "name")
    assert wang.get(f"/people/{plant.people.stranger.pk}").status_code == 404


def test_lists_are_narrowed_by_words_and_subtree(plant, admin):
    workshop = plant.units.workshop.pk
    assert admin.items(f"/units?under={workshop}", "name") == [
        "Polymerisation Workshop",
        "Shift team A",
        "Shift team B",
    ]
    assert admin.items(f"/units?parent={workshop}&q=team b", "name") == ["Shift team B"]
    assert admin.items(f"/posts?under={workshop}&vacant=true", "title") == ["Operator B"]
    assert admin.items(f"/people?under={plant.units.team_b.pk}", "name") == ["Gao Yang"]
    assert admin.items("/people?q=wang", "name") == ["Wang Fang"]


def test_a_unit_is_made_renamed_moved_and_closed(plant, admin):
    body = {"name": "Pilot", "kind": "team", "parent_id": plant.units.workshop.pk, "on": DAY}
    made = admin.post("/units", body)
    assert made.status_code == 201, made.content
    address = f"/units/{made.json()['id']}"
    renamed = admin.put(f"{address}/name", {"name": "Pilot plant", "on": "2026-07-01"})
    assert renamed.json()["name"] == "Pilot plant"
    moved = admin.put(f"{address}/parent", {"parent_id": plant.units.safety.pk, "on": "2026-08-01"})
    assert moved.json()["parent_id"] == plant.units.safety.pk
    admin.post(f"{address}/closure", {"on": "2026-09-01"})
    assert admin.items(f"{address}/versions", "name") == ["Pilot plant", "Pilot plant", "Pilot"]
    then = {row["unit_id"]: row["name"] for row in admin.items("/units/as-of?on=2026-06-15")}
    assert then[made.json()["id"]] == "Pilot"
    assert "Pilot plant" not in admin.items("/units", "name")


def test_a_merged_unit_is_taken_over(plant, admin):
    merged = admin.post(
        f"/units/{plant.units.team_b.pk}/merger",
        {"into_id": plant.units.team_a.pk, "on": DAY, "reappoint": True},
    )
    assert merged.status_code == 200, merged.content
    assert merged.json()["id"] == plant.units.team_a.pk
    gone = admin.seen(f"/units/{plant.units.team_b.pk}")
    assert gone["merged_into_id"] == plant.units.team_a.pk


def test_a_unit_works_its_shifts_or_those_above(plant, admin, wang):
    shift = {
        "name": "Day",
        "starts_at": "06:00",
        "ends_at": "14:00",
        "anchor": "2026-01-05",
        "cycle_days": 7,
        "cycle_on": [0, 1],
        "on": "2026-01-05",
    }
    made = admin.post(f"/units/{plant.units.workshop.pk}/shifts", shift)
    assert made.status_code == 201, made.content
    address = f"/units/{plant.units.team_a.pk}/calendar?first=2026-06-01&days=7"
    assert wang.items(address, "day") == ["2026-06-01", "2026-06-02"]
    assert wang.items(address, "starts_at")[0] == "2026-05-31T22:00:00Z"
    ended = admin.post(f"/shifts/{made.json()['id']}/end", {"on": "2026-06-02"})
    assert ended.json()["valid_to"] == "2026-06-02"
    assert wang.items(address, "day") == ["2026-06-01"]
    assert blamed(wang.get(f"/units/{plant.units.team_a.pk}/calendar?first=2026-06-01&days=32"))


def test_a_post_is_made_changed_moved_and_closed(plant, admin):
    made = admin.post("/posts", {"title": "Fitter", "unit_id": plant.units.team_a.pk, "on": DAY})
    assert made.status_code == 201, made.content
    address = f"/posts/{made.json()['id']}"
    facts = {
        "title": "First fitter",
        "superior_id": plant.posts.workshop_head.pk,
        "heads_unit": False,
        "level": 5,
        "headcount": "2.00",
        "standard": "",
        "on": "2026-07-01",
    }
    assert admin.put(f"{address}/facts", facts).json()["headcount"] == "2.00"
    assert admin.items(f"{address}/chain?on=2026-07-01", "title")[0] == "Workshop head"
    moved = admin.put(f"{address}/unit", {"unit_id": plant.units.team_b.pk, "on": "2026-08-01"})
    assert moved.json()["unit_id"] == plant.units.team_b.pk
    assert admin.post(f"{address}/closure", {"on": "2026-09-01"}).status_code == 200
    assert admin.items(f"{address}/versions", "title")[-1] == "Fitter"
    assert "Fitter" in admin.items("/posts/as-of?on=2026-06-15", "title")


def test_superiors_out_of_scope_are_left_out_of_a_chain(plant, wang, admin):
    address = f"/posts/{plant.posts.operator_a.pk}/chain"
    assert wang.items(address, "title") == ["Team leader A"]
    assert admin.items(address, "title") == [
        "Team leader A",
        "Workshop head",
        "Principal of Resin",
    ]


def test_a_person_comes_is_appointed_corrected_and_leaves(plant, admin):
    made = admin.post("/people", {"name": "Fan", "unit_id": plant.units.team_a.pk})
    assert made.status_code == 201, made.content
    person = made.json()["id"]
    appointed = admin.post(
        "/appointments",
        {"person_id": person, "post_id": plant.posts.operator_b.pk, "on": DAY, "share": "0.5"},
    )
    assert admin.seen(f"/appointments/{appointed.json()['id']}")["share"] == "0.500"
    facts = {"name": "Fan Bing", "number": "F1", "email": "", "phone": "", "language": ""}
    corrected = admin.put(f"/people/{person}/facts", facts)
    assert corrected.json()["number"] == "F1", corrected.content
    left = admin.post(f"/people/{person}/departure", {"on": "2026-09-01"})
    assert left.json()["left_on"] == "2026-09-01"
    ever = admin.items(f"/appointments?person={person}&ever=true", "valid_to")
    assert ever == ["2026-09-01"]
    back = admin.post(f"/people/{person}/return", {"on": "2026-10-01"})
    assert back.json()["left_on"] is None


def test_contact_data_are_for_oneself_and_who_keeps_them(plant, admin, wang):
    address = f"/people/{plant.people.wang.pk}/facts"
    assert set(wang.seen(address)) == set(admin.seen(address))
    assert "email" not in wang.seen(f"/people/{plant.people.li.pk}")
    assert wang.get(f"/people/{plant.people.li.pk}/facts").status_code == 404
    assert caller(plant, "li").get(address).status_code == 404


def test_leave_is_seen_by_oneself_and_who_may_approve_it(plant, wang):
    li = caller(plant, "li")
    address = f"/people/{plant.people.wang.pk}/leave"
    body = {"since": "2026-07-01", "until": "2026-07-08", "reason": "Family"}
    assert blamed(wang.post(address, body)) == {"person": "Nobody approves his own leave."}
    made = li.post(address, body)
    assert made.status_code == 201, made.content
    assert wang.items(address, "reason") == li.items(address, "reason") == ["Family"]
    sun = caller(plant, "sun")
    assert sun.items(address) == []
    assert li.items("/leave?on=2026-07-07", "reason") == ["Family"]
    assert li.items(f"/leave?ever=true&person={plant.people.wang.pk}", "reason") == ["Family"]
    assert (li.items("/leave?on=2026-07-08"), sun.items("/leave?ever=true")) == ([], [])
    assert sun.post(f"/leave/{made.json()['id']}/cut", {"back_on": DAY}).status_code == 404
    cut = li.post(f"/leave/{made.json()['id']}/cut", {"back_on": "2026-07-03"})
    assert cut.json()["valid_to"] == "2026-07-03"


def test_an_appointment_ends(plant, admin):
    address = f"/appointments/{plant.appointments.sun.pk}"
    ended = admin.post(f"{address}/end", {"on": DAY, "reason": "moved on"})
    assert ended.json()["valid_to"] == DAY == admin.seen(address)["valid_to"]
    assert Appointment.objects.get(pk=plant.appointments.sun.pk).valid_to.isoformat() == DAY


def test_a_place_is_made_changed_moved_and_closed(plant):
    chen = caller(plant, "chen")
    body = {"name": "Pit", "kind": "area", "unit_id": plant.units.team_a.pk, "on": DAY}
    made = chen.post("/places", body)
    assert made.status_code == 201, made.content
    address = f"/places/{made.json()['id']}"
    changed = chen.put(f"{address}/facts", {"name": "Deep pit", "kind": "point", "within_id": None})
    assert changed.json()["kind"] == "point"
    moved = chen.put(f"{address}/unit", {"unit_id": plant.units.team_b.pk, "on": "2026-07-01"})
    assert moved.status_code == 200, moved.content
    assert chen.items(f"/places?under={plant.units.workshop.pk}", "name") == ["Deep pit"]
    assert chen.post(f"{address}/closure", {"on": "2026-08-01"}).status_code == 200
    assert chen.items("/places") == []


@pytest.mark.parametrize("name", ["wang", "li", "zhao", "chen"])
def test_only_who_keeps_the_organisation_changes_it(plant, name):
    status, _problem = told(
        caller(plant, name).put(f"/units/{plant.units.team_a.pk}/name", {"name": "Mine", "on": DAY})
    )
    assert status == 403


def test_nobody_makes_his_own_post_the_head_of_a_unit(plant, admin):
    body = {"title": "Mixer", "unit_id": plant.units.mixing.pk, "on": DAY}
    address = f"/posts/{admin.post('/posts', body).json()['id']}"
    appoint(
        by=plant.by,
        person=plant.people.admin,
        post=Post.objects.get(title="Mixer"),
        on=date.fromisoformat(DAY),
        at=plant.at,
    )
    facts = {
        "title": "Mixer",
        "superior_id": None,
        "heads_unit": True,
        "level": 4,
        "headcount": "1",
        "standard": "",
        "on": DAY,
    }
    assert list(blamed(admin.put(f"{address}/facts", facts))) == ["heads_unit"]
    assert admin.put(f"{address}/facts", facts | {"heads_unit": False}).status_code == 200


def test_what_a_change_would_do_is_told_and_not_done(plant, admin):
    units, body = plant.units, {"on": DAY}
    closing = f"/units/{units.team_a.pk}/closure"
    told_of = admin.post(f"{closing}/foresight", body | {"with_contents": True}).json()
    assert told_of["concerned"][0] == "Concerned: 0 units under it, 2 posts, 3 people, 0 places."
    assert told_of["counts"][0] == {"name": "Units", "before": 8, "after": 7}
    assert (len(told_of["sentences"]) > 0, told_of["more"], told_of["calendar"]) == (True, 0, [])
    assert told(admin.post(f"{closing}/foresight", body))[0] in {409, 422}
    moved = admin.post(
        f"/units/{units.team_a.pk}/parent/foresight", body | {"parent_id": units.resin.pk}
    ).json()
    assert moved["counts"] == []
    into = {"into_id": units.team_b.pk}
    merged = admin.post(f"/units/{units.team_a.pk}/merger/foresight", body | into)
    assert merged.json()["counts"][0]["after"] == 7
    assert admin.seen(f"/units/{units.team_a.pk}")["valid_to"] is None
    assert told(caller(plant, "li").post(f"{closing}/foresight", body))[0] == 403
    assert told(caller(plant, "ma").post(f"{closing}/foresight", body))[0] == 404


def test_posts_appointments_and_shifts_are_foreseen_too(plant, admin):
    post, on = plant.posts.operator_a, {"on": DAY}
    closed = admin.post(f"/posts/{post.pk}/closure/foresight", on).json()
    assert [each["name"] for each in closed["counts"]] == ["Posts", "Appointments"]
    into = {"unit_id": plant.units.team_b.pk}
    assert admin.post(f"/posts/{post.pk}/unit/foresight", on | into).json()["counts"] == []
    ended = f"/appointments/{plant.appointments.wang.pk}/end/foresight"
    assert admin.post(ended, on).json()["concerned"] == ["Without a post then: Wang Fang."]
    shifts = f"/units/{plant.units.team_a.pk}/shifts"
    night = {"name": "Night", "starts_at": "22:00", "ends_at": "06:00", "anchor": DAY}
    night |= {"cycle_days": 2, "cycle_on": [0], **on}
    days = admin.post(f"{shifts}/foresight", night).json()["calendar"]
    assert [len(each["shifts"]) for each in days] == [1, 0] * 7
    made = admin.post(shifts, night).json()["id"]
    assert (
        admin.post(f"/shifts/{made}/end/foresight", {"on": "2026-06-03"}).json()["calendar"] == []
    )
    assert admin.items(shifts, "valid_to") == [None]


def test_a_newcomer_takes_a_post_in_the_same_step_or_does_not_come_at_all(plant, admin):
    units, posts = plant.units, plant.posts
    body = {"name": "Fan Bing", "number": "A-77", "unit_id": units.team_a.pk}
    begins = {"post_id": posts.operator_a.pk, "on": "2026-06-01"}
    made = admin.post("/people", body | begins | {"joined_on": "2026-05-01"})
    assert made.status_code == 201, made.content
    held = Appointment.objects.get(person=made.json()["id"])
    assert (held.post, held.valid_from) == (posts.operator_a, date(2026, 6, 1))
    joined = body | {"number": "A-78", "post_id": posts.operator_a.pk, "joined_on": "2026-05-01"}
    held = Appointment.objects.get(person=admin.post("/people", joined).json()["id"])
    assert held.valid_from == date(2026, 5, 1)
    now = body | {"number": "A-79", "post_id": posts.operator_a.pk}
    held = Appointment.objects.get(person=admin.post("/people", now).json()["id"])
    assert held.valid_from == today()


def test_what_an_appointment_refuses_lets_nobody_be_entered(plant, admin):
    body = {"name": "Fan Bing", "number": "A-77", "unit_id": plant.units.team_a.pk}
    before_it_was = {"post_id": plant.posts.operator_a.pk, "on": "2020-01-01"}
    assert list(blamed(admin.post("/people", body | before_it_was))) == ["on"]
    assert list(blamed(admin.post("/people", body | {"post_id": 987_654}))) == ["post_id"]
    assert list(blamed(admin.post("/people", body | {"on": "2026-06-01"}))) == ["on"]
    # Out of scope is like not there: not even its name comes back.
    foreign = body | {"post_id": plant.posts.coatings_principal.pk}
    assert list(blamed(caller(plant, "zhao").post("/people", foreign))) == ["post_id"]
    mine = body | {"post_id": plant.posts.operator_a.pk}
    assert told(caller(plant, "wang").post("/people", mine))[0] == 403
    assert not Person.objects.filter(number="A-77").exists()
