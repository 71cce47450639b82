from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.organisation.operations import create_shift
from dutyline.modules.inspections.facts import findings_closed, findings_recorded, rounds_done
from dutyline.modules.inspections.models import (
    Answer,
    Finding,
    Item,
    Round,
    RoundOddity,
)
from dutyline.modules.inspections.operations import (
    Given,
    ItemDraft,
    abandon_round,
    begin_unplanned,
    change_plan,
    create_checklist,
    draft_from,
    end_plan,
    finish_round,
    make_plan,
    open_due_rounds,
    open_finding,
    publish,
    rename_checklist,
    retire_checklist,
    save_answer,
    start_round,
    void_round,
    write_draft,
)
from dutyline.modules.inspections.operations.refusals import (
    AnswerUnclear,
    ChecklistRetired,
    ItemsOpen,
    NeverPublished,
    NothingToPublish,
    NotWalking,
    NotYetDue,
    NowhereToGo,
    OutsideTheUnit,
    ReasonMissing,
    RoundOver,
    RoundTooLate,
    SameInspector,
)
from dutyline.modules.inspections.rules.items import ItemUnclear
from dutyline.modules.inspections.tests.setting import AT, BEGIN, DAY, TODAY, setting

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
ITEMS = [
    ItemDraft(
        text="Guard rails complete",
        section="Edges",
        clause="GB 4053.3",
        category="things.guards",
        photo_rule="fault",
        finding_measures="Two bars",
        finding_title="Guard rail incomplete",
    ),
    ItemDraft(
        text="Oxygen",
        section="Air",
        answer_kind="number",
        lowest=Decimal("19.5"),
        highest=Decimal("23.5"),
        measured_in="%",
    ),
    ItemDraft(
        text="Extinguisher",
        section="Air",
        answer_kind="choice",
        choices=({"label": "Full"}, {"label": "Empty", "fault": True}),
        opens_finding=False,
    ),
    ItemDraft(text="Remarks", section="Air", answer_kind="text"),
]


@pytest.fixture
def here():
    return setting()


@pytest.fixture
def checklist(here):
    made = create_checklist(
        by=here.actor("chen"),
        key="weekly",
        name="Weekly inspection",
        unit=here.plant.units.resin,
        at=AT,
        kind="daily.team",
    )
    write_draft(by=here.actor("chen"), checklist=made, items=ITEMS, at=AT)
    publish(by=here.actor("chen"), checklist=made, at=AT)
    return made


@pytest.fixture
def plan(here, checklist):
    return planned(here, checklist)


def planned(here, checklist, cadence="weekly", on=TODAY, **more):
    return make_plan(
        by=here.actor("chen"),
        name="",
        checklist=checklist,
        unit=here.plant.units.workshop,
        post=here.plant.posts.team_leader_a,
        cadence=cadence,
        targets=[here.places.pump_bay, here.places.control_room],
        on=on,
        at=AT,
        **more,
    )


def walking(here, at=AT):
    open_due_rounds(at)
    walk = Round.objects.filter(place=here.places.pump_bay).order_by("-id").first()
    return start_round(by=here.actor("li"), walk=walk, at=at)


def answer(here, walk, position, by="li", at=AT, **given):
    item = Item.objects.get(version=walk.version, position=position)
    return save_answer(by=here.actor(by), walk=walk, item=item, given=Given(**given), at=at)


def answer_all(here, walk, at=AT, **first):
    answers = [answer(here, walk, 1, at=at, **(first or {"verdict": "conforms"}))]
    answers.append(answer(here, walk, 2, at=at, number=Decimal("20.9")))
    answers.append(answer(here, walk, 3, at=at, choice="Full"))
    answers.append(answer(here, walk, 4, at=at, text="None"))
    return answers


def photograph(answer, *, seen_before=False):
    Attachment.objects.create(
        subject_type="inspections.answer",
        subject_id=answer.pk,
        role="before",
        sha256="a" * 64,
        media_type="image/jpeg",
        size=1,
        name="p.jpg",
        added_at=AT,
        added_by_name="Li",
        seen_before=seen_before,
    )


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


def test_answers_are_saved_one_by_one_and_saving_again_changes_nothing(here, plan):
    walk = walking(here)
    first = answer(here, walk, 1, verdict="conforms")
    again = answer(here, walk, 1, verdict="conforms", at=AT + MINUTE)
    assert (again.pk, again.answered_at, Answer.objects.count()) == (first.pk, AT, 1)
    changed = answer(here, walk, 1, verdict="fault", text="Bent", at=AT + MINUTE)
    walk.refresh_from_db()
    assert (changed.pk, changed.verdict, walk.answered, walk.faults) == (first.pk, "fault", 1, 1)
    answer(here, walk, 1, verdict="not_applicable")
    walk.refresh_from_db()
    assert (walk.answered, walk.faults) == (1, 0)


@pytest.mark.parametrize(
    ("position", "given", "verdict"),
    [
        (2, {"number": Decimal("19.5")}, "conforms"),
        (2, {"number": Decimal("23.5")}, "conforms"),
        (2, {"number": Decimal("19.4999")}, "fault"),
        (2, {"number": Decimal("23.6")}, "fault"),
        (3, {"choice": "Full"}, "conforms"),
        (3, {"choice": "Empty"}, "fault"),
        (4, {"text": "Seen"}, "noted"),
        (4, {"verdict": "not_applicable"}, "not_applicable"),
    ],
)
def test_limits_and_choices_say_themselves_what_is_a_fault(here, plan, position, given, verdict):
    assert answer(here, walking(here), position, **given).verdict == verdict


@pytest.mark.parametrize(
    ("position", "given"),
    [(1, {"verdict": "perhaps"}), (2, {}), (3, {"choice": "Half"}), (3, {}), (4, {"text": " "})],
)
def test_an_answer_that_fits_no_question_is_refused(here, plan, position, given):
    with pytest.raises(AnswerUnclear):
        answer(here, walking(here), position, **given)


def test_only_who_walks_the_round_answers(here, plan):
    walk = walking(here)
    with pytest.raises(NotWalking):
        answer(here, walk, 1, by="wang", verdict="conforms")


def test_a_finished_round_is_evidence_for_each_inspector(here, plan):
    open_due_rounds(AT)
    walk = Round.objects.get(place=here.places.pump_bay)
    with pytest.raises(SameInspector):
        start_round(by=here.actor("li"), walk=walk, at=AT, second=here.person("li"))
    walk = start_round(by=here.actor("li"), walk=walk, at=AT, second=here.person("sun"))
    answer_all(here, walk)
    walk = finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)
    pieces = Evidence.objects.order_by("person_name")
    assert [(piece.kind, piece.person_name) for piece in pieces] == [
        ("inspections.round_done", "Li Na"),
        ("inspections.round_done", "Sun Lei"),
    ]
    assert {piece.place_id for piece in pieces} == {here.places.pump_bay.pk}
    assert (walk.state, walk.finished_at, RoundOddity.objects.count()) == (
        "finished",
        AT + MINUTE,
        0,
    )
    with pytest.raises(RoundOver):
        finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)


def test_a_round_is_finished_only_with_every_answer_and_photo(here, plan):
    walk = walking(here)
    fault = answer(here, walk, 1, verdict="fault", text="Bent")
    with pytest.raises(ItemsOpen) as refused:
        finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)
    assert (refused.value.places["unanswered"], refused.value.places["photos"]) == (3, 1)
    answer_all(here, walk, verdict="fault", text="Bent")
    photograph(fault)
    finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)


def test_a_fault_becomes_a_finding_with_what_the_checklist_knows(here, plan):
    walk = walking(here)
    answers = answer_all(here, walk, verdict="fault", text="Bent at the stairs")
    photograph(answers[0])
    answer(here, walk, 3, choice="Empty")
    finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)
    finding = Finding.objects.get()
    assert (finding.title, finding.clause, finding.category) == (
        "Bent at the stairs",
        "GB 4053.3",
        "things.guards",
    )
    assert (finding.proposed_measures, finding.origin, finding.answer) == (
        "Two bars",
        "round",
        answers[0],
    )
    assert (finding.place, finding.finder.name) == (here.places.pump_bay, "Li Na")


def test_an_urgent_fault_is_entered_at_once_and_not_twice(here, plan):
    walk = walking(here)
    answers = answer_all(here, walk, verdict="fault", wanted_grade="major", grade_reason="Eight m.")
    photograph(answers[0])
    finding = open_finding(by=here.actor("li"), answer=answers[0], at=AT)
    assert open_finding(by=here.actor("li"), answer=answers[0], at=AT) == finding
    finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)
    assert [row.title for row in Finding.objects.all()] == ["Guard rail incomplete"]
    assert Finding.objects.get().grade == "major"


def test_what_was_seen_before_a_round_was_broken_off_is_kept(here, plan):
    walk = walking(here)
    answer(here, walk, 1, verdict="fault", text="Bent")
    with pytest.raises(ReasonMissing):
        abandon_round(by=here.actor("li"), walk=walk, reason="", at=AT)
    walk = abandon_round(by=here.actor("li"), walk=walk, reason="Alarm.", at=AT + MINUTE)
    assert (walk.state, Finding.objects.count()) == ("abandoned", 1)
    kinds = Evidence.objects.values_list("kind", flat=True)
    assert list(kinds) == ["inspections.finding_recorded"]


def oddities():
    return sorted(RoundOddity.objects.values_list("kind", flat=True))


def test_a_round_faster_than_its_items_allow_shows_it(here, plan):
    walk = walking(here)
    answer_all(here, walk)
    finish_round(by=here.actor("li"), walk=walk, at=AT + timedelta(seconds=23))
    assert oddities() == ["too_fast"]
    assert RoundOddity.objects.get().detail == {"seconds": 23, "items": 4}


def test_six_seconds_an_item_are_not_too_fast(here, plan):
    walk = walking(here)
    answer_all(here, walk)
    finish_round(by=here.actor("li"), walk=walk, at=AT + timedelta(seconds=24))
    assert oddities() == []


def test_a_photo_used_before_and_a_round_written_down_later_show_it(here, plan):
    walk = walking(here)
    answers = answer_all(here, walk, verdict="fault", text="Bent")
    photograph(answers[0], seen_before=True)
    walk = finish_round(
        by=here.actor("li"),
        walk=walk,
        at=AT + 3 * DAY,
        started_at=AT,
        finished_at=AT + 30 * MINUTE,
    )
    assert oddities() == ["back_filled", "photo_seen"]
    assert (walk.finished_at, walk.recorded_at) == (AT + 30 * MINUTE, AT + 3 * DAY)
    piece = Evidence.objects.filter(kind="inspections.round_done").get()
    assert (piece.occurred_at, piece.back_filled) == (AT + 30 * MINUTE, True)


def test_a_void_round_takes_its_evidence_back_and_keeps_its_findings(here, plan):
    walk = walking(here)
    photograph(answer_all(here, walk, verdict="fault", text="Bent")[0])
    finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)
    with pytest.raises(NotPermitted):
        void_round(by=here.actor("zhang"), walk=walk, reason="x", at=AT + DAY)
    with pytest.raises(ReasonMissing):
        void_round(by=here.actor("chen"), walk=walk, reason="", at=AT + DAY)
    void_round(by=here.actor("chen"), walk=walk, reason="Walked by nobody.", at=AT + DAY)
    standing = Evidence.objects.filter(withdrawal=None).values_list("kind", flat=True)
    assert list(standing) == ["inspections.finding_recorded"]
    assert Finding.objects.get().state == "registered"


def test_a_round_nobody_planned_is_begun_where_one_may_walk(here, checklist):
    with pytest.raises(NotPermitted):
        begin_unplanned(
            by=here.actor("wang"), checklist=checklist, at=AT, place=here.places.pump_bay
        )
    walk = begin_unplanned(
        by=here.actor("chen"), checklist=checklist, at=AT, place=here.places.tank_farm
    )
    assert (walk.state, walk.unit, walk.items) == ("started", here.plant.units.team_b, 4)


def test_a_round_keeps_the_version_it_was_begun_with(here, checklist, plan):
    walk = walking(here)
    by = here.actor("chen")
    draft = draft_from(by=by, version=walk.version, at=AT)
    write_draft(by=by, checklist=checklist, items=ITEMS[:1], at=AT)
    second = publish(by=by, checklist=checklist, at=AT)
    assert (second.number, second.items.count(), draft.pk) == (2, 1, second.pk)
    assert (walk.version.number, walk.version.items.count()) == (1, 4)
    other = Round.objects.get(place=here.places.control_room)
    other = start_round(by=here.actor("li"), walk=other, at=AT)
    assert (other.version.number, other.items) == (2, 1)


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


def test_replay_tells_exactly_what_inspections_prove(here, plan):
    walk = walking(here)
    photograph(answer_all(here, walk, verdict="fault", text="Bent")[0])
    finish_round(by=here.actor("li"), walk=walk, at=AT + MINUTE)
    other = Round.objects.get(place=here.places.control_room)
    start_round(by=here.actor("li"), walk=other, at=AT, second=here.person("sun"))
    answer_all(here, other)
    other = finish_round(by=here.actor("li"), walk=other, at=AT + MINUTE)
    void_round(by=here.actor("chen"), walk=other, reason="x", at=AT + DAY)
    here.found()
    told = sorted(
        (fact.kind, fact.source, fact.person_id, fact.unit_id, fact.place_id, fact.occurred_at)
        for fact in (*rounds_done(), *findings_recorded(), *findings_closed())
    )
    standing = Evidence.objects.filter(withdrawal=None)
    assert told == sorted(
        (row.kind, row.source, row.person_id, row.unit_id, row.place_id, row.occurred_at)
        for row in standing
    )
    assert len(told) == 3
