from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.criteria.tests.packs import value_from
from dutyline.kernel.organisation.operations import create_shift
from dutyline.modules.inspections.models import (
    Round,
)
from dutyline.modules.inspections.operations import (
    ItemDraft,
    begin_unplanned,
    change_plan,
    create_checklist,
    end_plan,
    make_plan,
    open_due_rounds,
    publish,
    rename_checklist,
    retire_checklist,
    start_round,
    write_draft,
)
from dutyline.modules.inspections.operations.refusals import (
    ChecklistRetired,
    NeverPublished,
    NothingToPublish,
    NotYetDue,
    NowhereToGo,
    OutsideTheUnit,
    ReasonMissing,
    RoundTooLate,
)
from dutyline.modules.inspections.rules.items import ItemUnclear
from dutyline.modules.inspections.tests.setting import AT, BEGIN, DAY, TODAY
from dutyline.modules.inspections.tests.walking import (
    ITEMS,
    MINUTE,
    planned,
)

pytestmark = pytest.mark.django_db


def test_a_plan_lets_one_round_a_place_and_week_fall_due(here, plan):
    assert open_due_rounds(AT) == 2
    walk = Round.objects.get(place=here.places.pump_bay)
    assert (walk.period, walk.due_on, walk.title) == (
        "2026-W10",
        date(2026, 3, 8),
        "Weekly inspection, Pump bay",
    )
    assert walk.opens_at == datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert (walk.unit, walk.post) == (here.plant.units.team_a, here.plant.posts.team_leader_a)


def test_the_sweep_may_run_as_often_or_as_late_as_it_likes(here, plan):
    assert [open_due_rounds(AT), open_due_rounds(AT), open_due_rounds(AT + DAY)] == [2, 0, 0]
    assert open_due_rounds(AT + 21 * DAY) == 6
    assert Round.objects.count() == 8


def test_each_shift_gets_its_round(here, checklist):
    for name, start, end in (("day", 8, 20), ("night", 20, 8)):
        create_shift(
            by=here.plant.by,
            unit=here.plant.units.workshop,
            name=name,
            starts_at=time(start),
            ends_at=time(end),
            anchor=date(2026, 1, 5),
            cycle_days=7,
            cycle_on=[0, 1, 2, 3, 4, 5, 6],
            on=BEGIN,
            at=AT,
        )
    plan = planned(here, checklist, "shift")
    open_due_rounds(AT)
    open_due_rounds(AT + DAY)
    rounds = Round.objects.filter(plan=plan, place=here.places.pump_bay).order_by("opens_at")
    assert [(walk.opens_at.hour, walk.due_at.hour) for walk in rounds] == [
        (0, 12),
        (12, 0),
        (0, 12),
    ]


def test_a_plan_needs_a_published_checklist_places_and_targets_of_its_unit(here, checklist):
    draft = create_checklist(
        by=here.actor("chen"), key="new", name="New", unit=here.plant.units.resin, at=AT
    )
    with pytest.raises(NeverPublished):
        planned(here, draft)
    base = {
        "by": here.actor("chen"),
        "name": "",
        "checklist": checklist,
        "cadence": "daily",
        "unit": here.plant.units.team_a,
        "post": here.plant.posts.team_leader_a,
        "on": TODAY,
        "at": AT,
    }
    with pytest.raises(NowhereToGo):
        make_plan(**base, targets=[])
    with pytest.raises(OutsideTheUnit):
        make_plan(**base, targets=[here.places.tank_farm])
    with pytest.raises(NotPermitted):
        make_plan(**{**base, "by": here.actor("wang")}, targets=[here.places.pump_bay])
    make_plan(**base, targets=[here.plant.units.team_a])
    assert open_due_rounds(AT) == 1


def test_a_changed_plan_ends_and_a_new_one_begins(here, plan):
    open_due_rounds(AT)
    changed = change_plan(
        by=here.actor("chen"),
        plan=plan,
        targets=[here.places.pump_bay],
        cadence="daily",
        post=here.plant.posts.team_leader_a,
        on=TODAY + DAY,
        at=AT,
    )
    plan.refresh_from_db()
    assert (plan.valid_to, changed.valid_from) == (TODAY + DAY, TODAY + DAY)
    assert Round.objects.count() == 0
    open_due_rounds(AT + DAY)
    assert Round.objects.filter(plan=changed).count() == 1
    with pytest.raises(ReasonMissing):
        end_plan(by=here.actor("chen"), plan=changed, on=TODAY + DAY, at=AT, reason=" ")
    end_plan(by=here.actor("chen"), plan=changed, on=TODAY + DAY, at=AT, reason="Closed.")
    assert open_due_rounds(AT + 3 * DAY) == 0


def test_a_round_is_begun_by_whoever_holds_the_post_when_it_is_due(here, plan):
    open_due_rounds(AT)
    walk = Round.objects.get(place=here.places.pump_bay)
    with pytest.raises(NotPermitted):
        start_round(by=here.actor("wang"), walk=walk, at=AT)
    with pytest.raises(NotYetDue):
        start_round(by=here.actor("li"), walk=walk, at=AT - 2 * DAY)
    walk = start_round(by=here.actor("li"), walk=walk, at=AT)
    assert (walk.state, walk.items, walk.started_at) == ("started", 4, AT)
    again = start_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)
    assert (again.started_at, again.inspectors.count()) == (AT, 1)


def test_after_the_grace_a_due_round_is_not_begun_any_more(here, plan):
    open_due_rounds(AT)
    walk = Round.objects.get(place=here.places.pump_bay)
    with pytest.raises(RoundTooLate):
        start_round(by=here.actor("li"), walk=walk, at=walk.due_at + timedelta(hours=5))
    start_round(by=here.actor("li"), walk=walk, at=walk.due_at + timedelta(hours=3))


def test_the_grace_is_that_of_the_day_where_the_round_is(here, plan):
    open_due_rounds(AT)
    walk = Round.objects.get(place=here.places.pump_bay)
    at = walk.due_at + timedelta(minutes=30)
    value_from(at.date() + DAY, "inspections.round_grace_hours", 0)
    with pytest.raises(RoundTooLate):
        start_round(by=here.actor("li"), walk=walk, at=at)


def test_only_a_draft_with_items_is_published(here, checklist):
    with pytest.raises(NothingToPublish):
        publish(by=here.actor("chen"), checklist=checklist, at=AT)
    write_draft(by=here.actor("chen"), checklist=checklist, items=[], at=AT)
    with pytest.raises(NothingToPublish):
        publish(by=here.actor("chen"), checklist=checklist, at=AT)


@pytest.mark.parametrize(
    "item",
    [
        ItemDraft(text=" "),
        ItemDraft(text="x", answer_kind="song"),
        ItemDraft(text="x", photo_rule="often"),
        ItemDraft(text="x", finding_grade="huge"),
        ItemDraft(text="x", answer_kind="choice", choices=({"label": "One"},)),
        ItemDraft(text="x", answer_kind="choice", choices=({"label": "One"}, {"label": "One"})),
        ItemDraft(text="x", answer_kind="number", lowest=Decimal(2), highest=Decimal(1)),
    ],
)
def test_an_item_nobody_could_answer_is_refused(here, checklist, item):
    with pytest.raises(ItemUnclear) as refused:
        write_draft(by=here.actor("chen"), checklist=checklist, items=[ITEMS[0], item], at=AT)
    assert refused.value.places["position"] == 2


def test_a_retired_checklist_is_used_for_nothing_new(here, checklist):
    rename_checklist(
        by=here.actor("chen"), checklist=checklist, name="Weekly walk", kind="daily.team", at=AT
    )
    retire_checklist(by=here.actor("chen"), checklist=checklist, at=AT)
    checklist.refresh_from_db()
    assert checklist.name == "Weekly walk"
    with pytest.raises(ChecklistRetired):
        retire_checklist(by=here.actor("chen"), checklist=checklist, at=AT)
    with pytest.raises(ChecklistRetired):
        planned(here, checklist)
    with pytest.raises(ChecklistRetired):
        begin_unplanned(
            by=here.actor("chen"), checklist=checklist, at=AT, place=here.places.tank_farm
        )


def test_a_plan_that_is_so_already_stays(here, plan):
    targets = [target.unit or target.place for target in plan.targets.all()]
    same = {"by": here.actor("chen"), "plan": plan, "on": TODAY + DAY, "at": AT}
    as_it_is = {"targets": targets, "cadence": plan.cadence}
    assert change_plan(**same, **as_it_is, post=plan.post) == plan
    plan.refresh_from_db()
    assert plan.valid_to is None
    end_plan(by=here.actor("chen"), plan=plan, on=TODAY + 3 * DAY, at=AT, reason="Closed.")
    again = change_plan(**same, **as_it_is, post=plan.post)
    assert (again.valid_from, again.valid_to) == (TODAY + DAY, None)
