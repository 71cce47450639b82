"""A page that shows all items saves them at once; a shift is that of who walks."""

from datetime import time

import pytest

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.history.models import Entry
from dutyline.kernel.organisation.operations import create_shift
from dutyline.modules.inspections.models import Answer, Round
from dutyline.modules.inspections.operations import (
    begin_unplanned,
    create_checklist,
    make_plan,
    publish,
    save_answers,
    walk_round,
    write_draft,
)
from dutyline.modules.inspections.operations.checklists import ItemDraft
from dutyline.modules.inspections.operations.opening import open_due_rounds
from dutyline.modules.inspections.operations.refusals import ItemsOpen
from dutyline.modules.inspections.operations.rounds import Given
from dutyline.modules.inspections.tests.setting import AT, BEGIN, DAY, TODAY, setting

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")


@pytest.fixture
def here():
    return setting()


@pytest.fixture
def checklist(here):
    made = create_checklist(by=BY, key="walk", name="Walk", unit=here.plant.units.resin, at=AT)
    items = [ItemDraft(text=text) for text in ("Rails", "Doors", "Lamps")]
    write_draft(by=BY, checklist=made, items=items, at=AT)
    publish(by=BY, checklist=made, at=AT)
    return made


@pytest.fixture
def walk(here, checklist):
    return begin_unplanned(
        by=here.actor("chen"), checklist=checklist, place=here.places.pump_bay, at=AT
    )


def saved(here, walk, verdicts, at=AT):
    items = list(walk.version.items.order_by("position"))
    given = {item: Given(verdict=verdict) for item, verdict in zip(items, verdicts, strict=False)}
    save_answers(by=here.actor("chen"), walk=walk, given=given, at=at)
    return Round.objects.get(pk=walk.pk)


def test_answers_saved_at_once_are_counted_like_single_ones(here, walk):
    walk = saved(here, walk, ["conforms", "fault", "conforms"])
    assert (walk.answered, walk.faults) == (3, 1)
    rows = Answer.objects.order_by("item__position").values_list("verdict", flat=True)
    assert list(rows) == ["conforms", "fault", "conforms"]


def test_saving_again_changes_only_what_is_different(here, walk):
    saved(here, walk, ["conforms", "fault"])
    walk = saved(here, walk, ["conforms", "conforms", "fault"], at=AT + DAY / 24)
    assert (walk.answered, walk.faults) == (3, 1)
    times = Answer.objects.order_by("item__position").values_list("answered_at", flat=True)
    assert list(times) == [AT, AT + DAY / 24, AT + DAY / 24]


def test_a_plan_of_the_workshop_falls_due_in_the_shifts_of_who_walks_it(here, checklist):
    create_shift(
        by=BY,
        unit=here.plant.units.team_a,
        name="Early",
        starts_at=time(6),
        ends_at=time(14),
        anchor=TODAY,
        cycle_days=2,
        cycle_on=[0],
        on=BEGIN,
        at=AT,
    )
    plan = make_plan(
        by=BY,
        name="Shift walk",
        checklist=checklist,
        unit=here.plant.units.workshop,
        post=here.plant.posts.team_leader_a,
        cadence="shift",
        targets=[here.places.control_room],
        on=TODAY,
        at=AT,
    )
    open_due_rounds(AT + 3 * DAY)
    due = Round.objects.filter(plan=plan).order_by("due_on").values_list("due_on", flat=True)
    assert list(due) == [TODAY, TODAY + 2 * DAY]


def test_a_round_written_down_at_once_is_what_its_steps_would_have_been(here, checklist):
    due = planned(here, checklist)
    items = list(due.version.items.order_by("position"))
    walk_round(
        by=here.actor("li"),
        walk=due,
        given={item: Given(verdict="conforms") for item in items},
        started_at=AT,
        finished_at=AT + DAY / 96,
        at=AT + DAY / 48,
        second=here.person("wang"),
    )
    walk = Round.objects.get(pk=due.pk)
    facts = (walk.state, walk.items, walk.answered, walk.faults, walk.started_at, walk.finished_at)
    assert facts == ("finished", 3, 3, 0, AT, AT + DAY / 96)
    assert walk.recorded_at == AT + DAY / 48
    told = Evidence.objects.order_by("person_id").values_list("person_id", "occurred_at")
    both = sorted([here.person("li").pk, here.person("wang").pk])
    assert list(told) == [(person, AT + DAY / 96) for person in both]
    verbs = Entry.objects.filter(subject_type="inspections.round").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "inspections.round_started",
        "inspections.round_finished",
    ]


def test_a_round_written_down_at_once_needs_every_answer(here, checklist):
    due = planned(here, checklist)
    first = due.version.items.order_by("position").first()
    with pytest.raises(ItemsOpen):
        walk_round(
            by=here.actor("li"),
            walk=due,
            given={first: Given(verdict="conforms")},
            started_at=AT,
            finished_at=AT,
            at=AT,
        )


def planned(here, checklist):
    plan = make_plan(
        by=BY,
        name="Daily walk",
        checklist=checklist,
        unit=here.plant.units.team_a,
        post=here.plant.posts.team_leader_a,
        cadence="daily",
        targets=[here.places.pump_bay],
        on=TODAY,
        at=AT,
    )
    open_due_rounds(AT)
    return Round.objects.get(plan=plan)
