from datetime import timedelta
from decimal import Decimal

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.criteria.tests.packs import value_from
from dutyline.kernel.duties.models import Evidence
from dutyline.modules.inspections.facts import findings_closed, findings_recorded, rounds_done
from dutyline.modules.inspections.models import (
    Answer,
    Finding,
    Round,
    RoundOddity,
)
from dutyline.modules.inspections.operations import (
    abandon_round,
    begin_unplanned,
    draft_from,
    finish_round,
    open_due_rounds,
    open_finding,
    publish,
    start_round,
    void_round,
    write_draft,
)
from dutyline.modules.inspections.operations.refusals import (
    AnswerUnclear,
    ItemsOpen,
    NotWalking,
    ReasonMissing,
    RoundOver,
    SameInspector,
)
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY
from dutyline.modules.inspections.tests.walking import (
    ITEMS,
    MINUTE,
    answer,
    answer_all,
    photograph,
    walking,
)

pytestmark = pytest.mark.django_db


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


def test_what_is_too_fast_is_what_holds_on_the_day_where_the_round_was_walked(here, plan):
    walk = walking(here)
    answer_all(here, walk)
    value_from(TODAY + DAY, "inspections.seconds_per_item", 1_000_000)
    # Half an hour into the next day in Shanghai, and the same day in Greenwich.
    at = AT + timedelta(hours=12, minutes=30)
    assert at.date() == TODAY
    finish_round(by=here.actor("li"), walk=walk, at=at)
    assert oddities() == ["too_fast"]
