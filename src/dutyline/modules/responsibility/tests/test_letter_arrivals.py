"""Whoever arrives or moves while letters are open is listed, and signs within the days."""

from datetime import timedelta

import pytest

from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.organisation.models import Level
from dutyline.kernel.organisation.operations import (
    appoint,
    create_post,
    move_post,
    move_unit,
)
from dutyline.kernel.organisation.tests.plant import BEGIN, NOON
from dutyline.modules.responsibility.models import Letter
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.tests.test_letter_changes import new_card

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)
NEXT = AT + timedelta(days=1)
DAYS = timedelta(days=30)


@pytest.fixture
def letters(here):
    """Return the letters a day after everybody down to the leader of team A signed."""
    found = Letters(here)
    found.opened()
    found.down("zhao", "zhang", "li")
    found.day, found.at = LATER, NEXT
    return found


def appointed(letters, name, post, on=LATER, **more):
    plant = letters.here.plant
    person, held = getattr(plant.people, name), getattr(plant.posts, post)
    return appoint(by=plant.by, person=person, post=held, on=on, at=letters.at, **more)


def arrived():
    """Return who is listed as new, and by when he signs."""
    rows = Letter.objects.running().arrived().order_by("pk")
    return {row.person.number: (row.arrived_on, row.due_on) for row in rows}


def said():
    """Return what history says of who came, by day."""
    rows = Entry.objects.filter(verb="responsibility.letter_arrived").order_by("pk")
    return [(row.subject_label, row.data["day"]) for row in rows]


def test_who_is_appointed_is_listed_until_he_signs_and_overdue_after_the_days(letters):
    appointed(letters, "stranger", "operator_a")
    letters.follow()
    assert arrived() == {"stranger": (LATER, LATER + DAYS)}
    assert said() == [("Stranger Tan · Operator A", (LATER + DAYS).isoformat())]
    told = Notification.objects.get(
        kind="responsibility.letter_open", person=letters.person("stranger")
    )
    assert told.data["day"] == {"day": (LATER + DAYS).isoformat()}
    rows = Letter.objects.running()
    assert not rows.overdue(LATER + DAYS).filter(person__number="stranger").exists()
    assert rows.overdue(LATER + DAYS + timedelta(days=1)).filter(person__number="stranger").exists()
    letters.sign("stranger")
    assert arrived() == {}
    letters.follow()
    assert len(said()) == 1


def test_an_appointment_to_come_counts_from_its_day(letters):
    on = LATER + timedelta(days=10)
    appointed(letters, "stranger", "operator_a", on)
    letters.follow()
    assert arrived() == {}
    letters.follow(on, NEXT + timedelta(days=10))
    assert arrived() == {"stranger": (on, on + DAYS)}


def test_whose_appointment_was_written_down_late_still_has_the_days_of_everybody(letters):
    appointed(letters, "stranger", "operator_a")
    late = LATER + timedelta(days=40)
    letters.follow(late, NEXT + timedelta(days=40))
    assert arrived() == {"stranger": (LATER, late + timedelta(days=7))}


def test_who_fills_a_vacancy_signs_with_his_leader(letters):
    letters.sign("gao")
    appointed(letters, "stranger", "operator_b")
    letters.follow()
    assert arrived() == {"stranger": (LATER, LATER + DAYS)}
    letter = letters.of("stranger")
    assert (letter.superior, letter.opened_at) == (letters.here.plant.posts.team_leader_b, NEXT)


def test_who_shares_a_post_signs_a_letter_of_his_own_and_nobody_elses_changes(letters):
    before = list(Letter.objects.order_by("pk").values())
    appointed(letters, "stranger", "team_leader_a")
    letters.follow()
    assert arrived() == {"stranger": (LATER, LATER + DAYS)}
    assert letters.of("stranger").text == letters.of("li").text
    assert list(Letter.objects.exclude(person__number="stranger").order_by("pk").values()) == before


def test_who_acts_for_somebody_is_listed_for_that_post_alone(letters):
    away = letters.here.plant.appointments.li
    appointed(letters, "gao", "team_leader_a", acting=True, acting_for=away)
    letters.follow()
    assert arrived() == {"gao": (LATER, LATER + DAYS)}
    assert letters.of("gao", "team_leader_a").arrived_on == LATER
    assert letters.of("gao", "team_leader_b").arrived_on is None


def test_who_waits_for_his_superior_is_listed_but_not_late(letters):
    appointed(letters, "stranger", "operator_b")
    letters.follow()
    letter = letters.of("stranger")
    assert (letter.opened_at, letter.due_on) == (None, LATER + DAYS)
    after = LATER + DAYS + timedelta(days=5)
    assert not Letter.objects.overdue(after).filter(pk=letter.pk).exists()
    letters.day, letters.at = after, NEXT + DAYS + timedelta(days=5)
    letters.sign("gao")
    # Once it opens, he has the days of everybody at least.
    assert arrived() == {"stranger": (LATER, after + timedelta(days=7))}


def test_with_a_unit_that_moves_in_its_people_arrive_however_long_they_are_there(letters):
    plant = letters.here.plant
    plant.posts.mixer = create_post(
        by=plant.by,
        code="mixer",
        title="Mixer",
        unit=plant.units.mixing,
        heads_unit=True,
        level=Level.TEAM,
        on=BEGIN,
        at=NOON,
    )
    appointed(letters, "stranger", "mixer", BEGIN)
    letters.follow()
    assert arrived() == {}
    move_unit(by=plant.by, unit=plant.units.mixing, parent=plant.units.workshop, on=LATER, at=NEXT)
    plant.units.mixing.refresh_from_db()
    letters.cards("mixer")
    letters.follow()
    assert arrived() == {"stranger": (LATER, LATER + DAYS)}
    assert letters.of("stranger").superior == plant.posts.workshop_head
    # Whose card came late in a unit that was always there is not new.
    move_unit(
        by=plant.by,
        unit=plant.units.mixing,
        parent=plant.units.safety,
        on=LATER + timedelta(days=3),
        at=NEXT + timedelta(days=3),
    )
    letters.follow(LATER + timedelta(days=3), NEXT + timedelta(days=3))
    assert letters.of("stranger").arrived_on == LATER


def test_whose_post_moves_to_another_unit_signs_again_within_the_days(letters):
    letters.sign("wang")
    letters.countersign("li", "wang")
    plant = letters.here.plant
    move_post(by=plant.by, post=plant.posts.operator_a, unit=plant.units.safety, on=LATER, at=NEXT)
    letters.follow()
    assert arrived() == {"wang": (LATER, LATER + DAYS), "sun": (LATER, LATER + DAYS)}
    assert letters.states()["wang"] == "stale"
    assert said() == [
        ("Wang Fang · Operator A", (LATER + DAYS).isoformat()),
        ("Sun Lei · Operator A", (LATER + DAYS).isoformat()),
    ]
    letters.follow()
    assert len(said()) == 2


def test_who_signed_once_is_new_no_more_when_his_words_change(letters):
    appointed(letters, "stranger", "operator_a")
    letters.follow()
    letters.sign("stranger")
    new_card(letters, "operator_a")
    letters.follow()
    assert (letters.states()["stranger"], arrived()) == ("stale", {})


def test_the_map_lists_who_is_new_by_the_day_he_signs_by(monkeypatch):
    pages = Pages(monkeypatch)
    letters = Letters(pages.here)
    row = letters.opened()
    letters.down("zhao", "zhang", "li")
    appointed(letters, "stranger", "operator_a", TODAY)
    appointed(letters, "ma", "operator_a", TODAY)
    letters.follow()
    page = pages.get("zhao", f"/letters/years/{row.pk}/")
    assert "New or moved, not signed yet: 2" in [each.label for each in page.context["more"]]
    listed = pages.get("zhao", f"/letters/years/{row.pk}/?state=arrived")
    assert [each.letter.person.number for each in listed.context["rows"]] == ["stranger", "ma"]
    assert "here since 2 March 2026" in listed.content.decode()
    assert "1 April 2026" in listed.content.decode()
