from datetime import timedelta

import pytest

from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.actions.models import Escalation, Rectification
from dutyline.kernel.actions.operations import ask_extension, decide_extension, escalate, verify
from dutyline.kernel.actions.tests.setting import AT, DAY, DUE, setting
from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def here():
    return setting()


def climbed():
    return [
        (step.stage, step.step, step.person.name if step.person else None)
        for step in Escalation.objects.order_by("id")
    ]


def test_nobody_is_told_before_the_deadline_has_passed(here):
    given = here.assigned()
    assert escalate(given.due_at - SECOND) == 0
    assert escalate(given.due_at) == 1
    assert climbed() == [("repair", 1, "Zhang Wei")]


def test_each_step_is_climbed_once_however_often_the_sweep_runs(here):
    given = here.assigned()
    for _ in range(3):
        escalate(given.due_at + DAY)
    assert climbed() == [("repair", 1, "Zhang Wei")]
    told = Notification.objects.filter(kind="actions.escalated_repair")
    assert sorted(told.values_list("person__name", flat=True)) == ["Li Na", "Zhang Wei"]


def test_a_late_sweep_climbs_every_step_up_to_the_top(here):
    given = here.assigned()
    assert escalate(given.due_at + 30 * DAY) == 3
    assert climbed() == [
        ("repair", 1, "Zhang Wei"),
        ("repair", 2, "Zhao Min"),
        ("repair", 3, "Zhao Min"),
    ]
    given.refresh_from_db()
    assert (given.step, given.step_post) == (3, here.plant.posts.resin_principal)


def test_a_vacant_superior_is_passed_over_to_the_next(here):
    appointment = here.plant.appointments.zhang
    type(appointment).objects.filter(pk=appointment.pk).update(valid_to=DUE)
    here.plant.appointments.zhang.refresh_from_db()
    given = here.assigned()
    escalate(given.due_at)
    assert climbed() == [("repair", 1, "Zhao Min")]


def test_an_extension_begins_the_ladder_anew(here):
    given = here.assigned()
    escalate(given.due_at)
    question = ask_extension(
        by=here.actor("li"),
        rectification=given,
        to_on=DUE + 9 * DAY,
        reason="Part.",
        interim_control="Rope",
        at=given.due_at + SECOND,
    )
    given = decide_extension(
        by=here.actor("zhang"), extension=question, granted=True, at=given.due_at + SECOND
    )
    assert (given.step, escalate(given.due_at - SECOND), escalate(given.due_at)) == (0, 0, 1)
    assert len(climbed()) == 2


def test_a_repair_nobody_verifies_goes_to_the_verifiers_superior(here):
    repair = here.repaired()
    given = Rectification.objects.get()
    assert escalate(given.verify_due_at - SECOND) == 0
    assert escalate(given.verify_due_at) == 1
    assert climbed() == [("verify", 1, "Zhao Min")]
    verify(
        by=here.actor("zhang"),
        rectification=repair.rectification,
        effective=True,
        at=given.verify_due_at,
    )
    assert escalate(given.verify_due_at + 9 * DAY) == 0


def test_history_says_who_was_told_and_how_late_it_is(here):
    given = here.assigned()
    escalate(given.due_at)
    entry = Entry.objects.get(verb="actions.escalated_repair")
    assert (entry.by_kind, entry.data["person"], entry.data["days"]) == ("system", "Zhang Wei", 1)
    assert entry.occurred_at > AT


def test_the_ladder_is_that_of_the_day_where_the_unit_is(here):
    given = here.assigned()
    assert (given.due_at.date(), local_day(given.unit, given.due_at)) == (DUE, DUE + DAY)
    first = CatalogueItem.objects.get(key="repair.superior")
    with changing():
        CatalogueItem.objects.filter(pk=first.pk).update(valid_to=DUE + DAY)
        first.pk, first.valid_from, first.data = None, DUE + DAY, first.data | {"days_over": 2}
        first.save(force_insert=True)
    assert escalate(given.due_at) == 0
    assert escalate(given.due_at + DAY) == 1


def test_each_unit_climbs_the_ladder_of_its_own_day(here):
    """Where it is the day before, the ladder of that day holds, and the sweep serves both."""
    first = CatalogueItem.objects.get(key="repair.superior")
    with changing():
        CatalogueItem.objects.filter(pk=first.pk).update(valid_to=DUE + DAY)
        first.pk, first.valid_from, first.data = None, DUE + DAY, first.data | {"days_over": 9}
        first.save(force_insert=True)
    given, other = here.assigned(), here.assigned(2)
    team_b = here.plant.units.team_b
    type(team_b).objects.filter(pk=team_b.pk).update(time_zone="America/New_York")
    Rectification.objects.filter(pk=other.pk).update(unit=team_b, unit_path=team_b.path)
    assert escalate(given.due_at) == 1
    assert list(Escalation.objects.values_list("rectification", flat=True)) == [other.pk]
