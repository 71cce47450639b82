from decimal import Decimal

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.actions.refusals import FiveIncomplete, OwnRepair
from dutyline.kernel.duties.models import Evidence
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations import (
    accept_notice,
    amend_finding,
    ask_extension,
    ask_funds,
    assign_finding,
    close_finding,
    decide_extension,
    decide_funds,
    lift_supervision,
    list_for_supervision,
    merge_findings,
    plan_major,
    raise_grade,
    reassign_finding,
    report_repair,
    report_to_authority,
    tell_staff,
    verify_repair,
    void_finding,
)
from dutyline.modules.inspections.operations.refusals import (
    AlreadyClosed,
    AlreadyMajor,
    AlreadySupervised,
    DayInTheFuture,
    FindingOver,
    MergedWithItself,
    MergeLowers,
    NotAssigned,
    NotMajor,
    NotSupervised,
    NotVerified,
    OwnRepairToClose,
    PlanIncomplete,
    ReasonMissing,
    StaffNotTold,
)
from dutyline.modules.inspections.rules.major import PLAN_PARTS
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, setting

pytestmark = pytest.mark.django_db
MAJOR = {"grade": "major", "grade_reason": "Twelve people work under it."}


@pytest.fixture
def here():
    return setting()


def assigned(here, **five):
    return assign_finding(
        by=here.actor("zhang"),
        finding=here.found(),
        five=here.five(**{"verifier": "zhang", **five}),
        at=AT,
    )


def verified(here):
    finding = assigned(here)
    report_repair(by=here.actor("li"), finding=finding, text="Welded.", at=AT + DAY)
    verify_repair(by=here.actor("zhang"), finding=finding, effective=True, at=AT + 2 * DAY)
    return fresh(finding)


def fresh(finding):
    return Finding.objects.get(pk=finding.pk)


def columns(finding):
    finding = fresh(finding)
    owner = finding.owner.name if finding.owner else None
    return (finding.state, owner, finding.due_on, finding.repaired_on, finding.verified_on)


def test_a_finding_goes_its_whole_way_and_the_ledger_follows(here):
    finding = assigned(here)
    due = TODAY + 7 * DAY
    assert columns(finding) == ("assigned", "Li Na", due, None, None)
    assert fresh(finding).owner_unit == here.plant.units.team_a
    accept_notice(by=here.actor("li"), finding=finding, at=AT)
    assert columns(finding)[0] == "in_work"
    report_repair(by=here.actor("li"), finding=finding, text="Welded.", at=AT + DAY)
    assert columns(finding) == ("reported", "Li Na", due, TODAY + DAY, None)
    verify_repair(by=here.actor("zhang"), finding=finding, effective=True, at=AT + 2 * DAY)
    assert columns(finding) == ("verified", "Li Na", due, TODAY + DAY, TODAY + 2 * DAY)
    close_finding(by=here.actor("chen"), finding=finding, at=AT + 3 * DAY, note="Good work.")
    closed = fresh(finding)
    assert (closed.state, closed.closed_on) == ("closed", TODAY + 3 * DAY)
    assert sorted(Evidence.objects.values_list("kind", "person_name")) == [
        ("actions.repaired_in_time", "Li Na"),
        ("actions.verified", "Zhang Wei"),
        ("inspections.finding_closed", "Chen Jing"),
        ("inspections.finding_recorded", "Wang Fang"),
    ]


def test_a_returned_repair_opens_the_finding_again(here):
    finding = assigned(here)
    report_repair(by=here.actor("li"), finding=finding, text="Welded.", at=AT + DAY)
    verify_repair(
        by=here.actor("zhang"),
        finding=finding,
        effective=False,
        at=AT + DAY,
        opinion="Loose.",
    )
    assert columns(finding)[0] == "in_work"
    assert fresh(finding).repaired_on is None


def test_more_time_and_money_show_in_the_ledger(here):
    finding = assigned(here)
    question = ask_extension(
        by=here.actor("li"),
        finding=finding,
        to_on=TODAY + 9 * DAY,
        reason="Part",
        interim_control="Rope",
        at=AT,
    )
    assert columns(finding)[0] == "extension_asked"
    decide_extension(
        by=here.actor("zhang"), finding=finding, extension=question, granted=True, at=AT
    )
    row = fresh(finding)
    assert (row.state, row.due_on, row.first_due_on) == (
        "in_work",
        TODAY + 9 * DAY,
        TODAY + 7 * DAY,
    )
    request = ask_funds(
        by=here.actor("li"), finding=finding, amount=Decimal(100), purpose="Steel", at=AT
    )
    decide_funds(
        by=here.actor("zhang"), finding=finding, request=request, granted=Decimal(80), at=AT
    )
    assert fresh(finding).rectification.funds_planned == 80


def test_passing_a_finding_on_changes_its_owner(here):
    finding = assigned(here)
    reassign_finding(
        by=here.actor("zhang"),
        finding=finding,
        five=here.five("wang", verifier="zhang"),
        at=AT,
        reason="Li is on leave.",
    )
    assert columns(finding)[:2] == ("assigned", "Wang Fang")


def test_measures_proposed_by_the_finder_are_taken_over(here):
    finding = here.found(proposed_measures="Two bars, toe board.", interim_control="Rope.")
    finding = assign_finding(by=here.actor("zhang"), finding=finding, five=here.five(), at=AT)
    assert finding.rectification.measures == "Two bars, toe board."
    assert finding.rectification.interim_control == "Rope."


def test_a_major_one_needs_all_five(here):
    finding = here.found(**MAJOR)
    with pytest.raises(FiveIncomplete):
        assign_finding(by=here.actor("zhang"), finding=finding, five=here.five(), at=AT)


def test_nothing_is_reported_or_closed_before_somebody_mends_it(here):
    finding = here.found()
    with pytest.raises(NotAssigned):
        report_repair(by=here.actor("li"), finding=finding, text="x", at=AT)
    with pytest.raises(NotVerified):
        close_finding(by=here.actor("chen"), finding=finding, at=AT)


def test_whoever_answers_for_the_repair_neither_verifies_nor_closes_it(here):
    finding = here.found()
    finding = assign_finding(by=here.actor("zhao"), finding=finding, five=here.five("chen"), at=AT)
    report_repair(by=here.actor("chen"), finding=finding, text="x", at=AT)
    with pytest.raises(OwnRepair):
        verify_repair(by=here.actor("chen"), finding=finding, effective=True, at=AT)
    verify_repair(by=here.actor("zhao"), finding=finding, effective=True, at=AT)
    with pytest.raises(OwnRepairToClose):
        close_finding(by=here.actor("chen"), finding=finding, at=AT)
    close_finding(by=here.actor("zhao"), finding=finding, at=AT)


def test_only_who_is_entitled_closes(here):
    finding = verified(here)
    with pytest.raises(NotPermitted):
        close_finding(by=here.actor("wang"), finding=finding, at=AT + 3 * DAY)


def test_the_slower_of_two_closers_gets_his_text_back(here):
    finding = verified(here)
    close_finding(by=here.actor("chen"), finding=finding, at=AT + 3 * DAY)
    with pytest.raises(AlreadyClosed) as refused:
        close_finding(by=here.actor("zhao"), finding=finding, at=AT + 3 * DAY, note="My words.")
    assert (refused.value.places["note"], refused.value.conflict) == ("My words.", True)
    assert "Chen Jing" in str(refused.value)


def test_a_major_one_is_closed_only_with_plan_report_and_notice_on_record(here):
    finding = here.found(**MAJOR)
    five = here.five(measures="x", funds=Decimal(1), contingency_plan="y", verifier="zhang")
    assign_finding(by=here.actor("zhang"), finding=finding, five=five, at=AT)
    report_repair(by=here.actor("li"), finding=finding, text="x", at=AT)
    verify_repair(by=here.actor("zhang"), finding=finding, effective=True, at=AT)
    with pytest.raises(StaffNotTold):
        close_finding(by=here.actor("chen"), finding=finding, at=AT)
    parts = dict.fromkeys(PLAN_PARTS, "words")
    plan_major(by=here.actor("zhao"), finding=finding, parts=parts, at=AT)
    report_to_authority(
        by=here.actor("chen"),
        finding=finding,
        authority="Emergency bureau",
        day=TODAY,
        at=AT,
        number="2026-17",
    )
    with pytest.raises(StaffNotTold) as refused:
        close_finding(by=here.actor("chen"), finding=finding, at=AT)
    assert refused.value.places["missing"] == "the notice to staff"
    tell_staff(by=here.actor("zhang"), finding=finding, day=TODAY, how="Notice board", at=AT)
    close_finding(by=here.actor("chen"), finding=finding, at=AT)


def test_only_the_principal_plans_a_major_one_and_completely(here):
    finding = here.found(**MAJOR)
    with pytest.raises(NotPermitted):
        plan_major(
            by=here.actor("zhang"), finding=finding, parts=dict.fromkeys(PLAN_PARTS, "w"), at=AT
        )
    with pytest.raises(PlanIncomplete) as refused:
        plan_major(
            by=here.actor("zhao"),
            finding=finding,
            at=AT,
            parts={**dict.fromkeys(PLAN_PARTS, "w"), "safety": " "},
        )
    assert refused.value.places["missing"] == "safety measures and emergency plan"


def test_supervision_is_listed_once_and_lifted_once(here):
    finding = here.found(**MAJOR)
    listing = {"by": here.actor("chen"), "finding": finding, "at": AT}
    with pytest.raises(NotSupervised):
        lift_supervision(**listing)
    list_for_supervision(**listing, supervisor="City bureau", due_on=TODAY + 30 * DAY)
    with pytest.raises(AlreadySupervised):
        list_for_supervision(**listing, supervisor="City bureau", due_on=TODAY + 30 * DAY)
    assert lift_supervision(**listing).lifted_by.name == "Chen Jing"
    with pytest.raises(NotSupervised):
        lift_supervision(**listing)


def test_rows_of_major_ones_are_for_major_ones_and_for_days_that_have_come(here):
    finding = here.found()
    with pytest.raises(NotMajor):
        report_to_authority(by=here.actor("chen"), finding=finding, authority="x", day=TODAY, at=AT)
    with pytest.raises(DayInTheFuture):
        tell_staff(by=here.actor("chen"), finding=finding, day=TODAY + DAY, how="x", at=AT)


def test_a_grade_is_raised_with_a_reason_and_never_twice(here):
    finding = here.found()
    with pytest.raises(ReasonMissing):
        raise_grade(by=here.actor("chen"), finding=finding, reason="", at=AT)
    with pytest.raises(NotPermitted):
        raise_grade(by=here.actor("wang"), finding=finding, reason="x", at=AT)
    raise_grade(by=here.actor("chen"), finding=finding, reason="Ten people below.", at=AT)
    with pytest.raises(AlreadyMajor):
        raise_grade(by=here.actor("chen"), finding=finding, reason="x", at=AT)


def test_merging_keeps_both_and_links_them(here):
    one, other = assigned(here), here.found()
    with pytest.raises(MergedWithItself):
        merge_findings(by=here.actor("zhang"), finding=one, into=one, at=AT)
    merge_findings(by=here.actor("zhang"), finding=one, into=other, at=AT, reason="Same rail.")
    one = fresh(one)
    assert (one.state, one.merged_into, fresh(other).state) == ("merged", other, "registered")
    assert one.rectification.state == "withdrawn"
    assert Evidence.objects.filter(withdrawal=None).count() == 2
    with pytest.raises(FindingOver):
        assign_finding(by=here.actor("zhang"), finding=one, five=here.five(), at=AT)
    third = here.found()
    merge_findings(by=here.actor("zhang"), finding=other, into=third, at=AT)
    assert fresh(one).merged_into == third


def test_a_major_danger_does_not_go_on_as_one_that_is_not(here):
    major, general = here.found(**MAJOR), here.found()
    with pytest.raises(MergeLowers):
        merge_findings(by=here.actor("zhang"), finding=major, into=general, at=AT)
    merge_findings(by=here.actor("zhang"), finding=general, into=major, at=AT)
    assert fresh(general).merged_into == major


def test_a_void_finding_takes_its_evidence_back_and_keeps_its_number(here):
    finding = verified(here)
    close_finding(by=here.actor("chen"), finding=finding, at=AT + 3 * DAY)
    with pytest.raises(ReasonMissing):
        void_finding(by=here.actor("chen"), finding=finding, reason=" ", at=AT + 3 * DAY)
    void_finding(by=here.actor("chen"), finding=finding, reason="Entered twice.", at=AT + 3 * DAY)
    assert (fresh(finding).state, fresh(finding).closed_on) == ("void", None)
    assert Evidence.objects.filter(withdrawal=None).count() == 0
    assert here.found().number == "F-2026-0002"
    with pytest.raises(FindingOver):
        void_finding(by=here.actor("chen"), finding=finding, reason="x", at=AT)


def test_words_are_put_right_with_a_reason_and_history_keeps_the_old_ones(here):
    finding = here.found()
    with pytest.raises(ReasonMissing):
        amend_finding(
            by=here.actor("wang"), finding=finding, changes={"spot": "North side"}, reason="", at=AT
        )
    amend_finding(
        by=here.actor("wang"),
        finding=finding,
        changes={"title": "护栏缺失", "spot": ""},
        reason="In Chinese.",
        at=AT,
    )
    assert fresh(finding).title == "护栏缺失"
    found = Finding.objects.filter(words__text__contains="护 栏 缺 失")
    assert found.get() == finding
    assigned_one = assign_finding(by=here.actor("zhang"), finding=finding, five=here.five(), at=AT)
    with pytest.raises(NotPermitted):
        amend_finding(
            by=here.actor("wang"), finding=assigned_one, changes={"title": "x"}, reason="y", at=AT
        )
