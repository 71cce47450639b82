from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.actions.models import Rectification, Repair, State, Verification
from dutyline.kernel.actions.operations import (
    accept_notice,
    assign,
    reassign,
    report_done,
    verify,
    withdraw,
)
from dutyline.kernel.actions.refusals import (
    AlreadyAssigned,
    AlreadyReceived,
    DeadlinePassed,
    DoneInTheFuture,
    FiveIncomplete,
    NotInRepair,
    NotTheOwner,
    NotToVerify,
    OverAndDone,
    OwnRepair,
    ReasonNeeded,
    ReportNeedsWords,
    VerifierIsOwner,
)
from dutyline.kernel.actions.tests.setting import AT, DAY, DUE, TODAY, setting
from dutyline.kernel.duties.models import Evidence, Obligation
from dutyline.kernel.duties.operations import define_duty, take_up_duty
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return setting()


def told(kind):
    names = Notification.objects.filter(kind=kind).values_list("person__name", flat=True)
    return sorted(names)


def test_the_owner_gets_a_numbered_notice_and_is_told(here):
    given = here.assigned()
    notice = given.notices.get()
    assert (given.state, given.owner_post) == ("assigned", here.plant.posts.team_leader_a)
    assert (notice.to.name, notice.due_on, notice.sent_by.name) == ("Li Na", DUE, "Zhang Wei")
    assert told("actions.assigned") == ["Li Na"]
    assert given.due_at.isoformat() == "2026-03-09T16:00:00+00:00"


def test_only_who_may_assign_gives_repairs_to_people(here):
    with pytest.raises(NotPermitted):
        assign(
            by=here.actor("wang"),
            source=here.source(),
            label="x",
            unit=here.plant.units.team_a,
            five=here.five(),
            at=AT,
        )


def test_one_thing_is_mended_by_one_person_at_a_time(here):
    here.assigned()
    with pytest.raises(AlreadyAssigned) as refused:
        here.assigned(owner="wang")
    assert refused.value.places["owner"] == "Li Na"


def test_the_deadline_may_be_today_but_not_yesterday(here):
    assert here.assigned(due_on=TODAY).due_on == TODAY
    with pytest.raises(DeadlinePassed):
        here.assigned(2, due_on=TODAY - DAY)


def test_all_five_are_asked_for_where_they_must_be_complete(here):
    with pytest.raises(FiveIncomplete) as refused:
        assign(
            by=here.actor("zhang"),
            source=here.source(),
            label="x",
            unit=here.plant.units.team_a,
            five=here.five(measures="Weld"),
            at=AT,
            complete=True,
        )
    assert refused.value.places["missing"] == "funds, emergency plan"
    given = assign(
        by=here.actor("zhang"),
        source=here.source(),
        label="x",
        unit=here.plant.units.team_a,
        five=here.five(measures="Weld", funds=Decimal(0), contingency_plan="Rope it off"),
        at=AT,
        complete=True,
    )
    assert given.funds_planned == 0


def test_the_owner_is_not_his_own_verifier(here):
    with pytest.raises(VerifierIsOwner):
        here.assigned(owner="zhang")


def test_the_database_itself_keeps_verifier_and_owner_apart(here):
    given = here.assigned()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=given.pk).update(verifier=given.owner)


def test_receiving_the_notice_begins_the_work_and_happens_once(here):
    given = here.assigned()
    with pytest.raises(NotTheOwner):
        accept_notice(by=here.actor("wang"), rectification=given, at=AT)
    accept_notice(by=here.actor("li"), rectification=given, at=AT)
    given.refresh_from_db()
    assert given.state == State.IN_WORK
    with pytest.raises(AlreadyReceived):
        accept_notice(by=here.actor("li"), rectification=given, at=AT)


def test_a_repair_in_time_waits_for_its_verifier_and_is_evidence_of_the_owner(here):
    repair = here.repaired()
    given = repair.rectification
    piece = Evidence.objects.get()
    assert (given.state, repair.in_time, given.repaired_on) == ("reported", True, TODAY + DAY)
    assert given.verify_due_at.isoformat() == "2026-03-06T16:00:00+00:00"
    assert (piece.kind, piece.person_name) == ("actions.repaired_in_time", "Li Na")
    assert piece.about == f"actions.rectification:{given.pk}.1"
    assert told("actions.repair_reported") == ["Zhang Wei"]


def test_the_last_second_of_the_deadline_is_in_time_and_the_next_is_late(here):
    end = here.assigned().due_at
    kept = report_done(
        by=here.actor("li"),
        rectification=Rectification.objects.get(),
        text="x",
        at=end - timedelta(seconds=1),
    )
    late = here.repaired(at=end, number=2)
    assert (kept.in_time, late.in_time) == (True, False)
    assert Evidence.objects.count() == 1


def test_a_repair_written_down_days_later_does_not_count_as_in_time(here):
    given = here.assigned()
    repair = report_done(
        by=here.actor("li"), rectification=given, text="x", at=AT + 5 * DAY, done_at=AT + DAY
    )
    assert (repair.back_filled, repair.in_time) == (True, False)


def test_a_repair_is_done_between_assignment_and_now(here):
    given = here.assigned()
    for done_at in (AT - DAY, AT + 3 * DAY):
        with pytest.raises(DoneInTheFuture):
            report_done(
                by=here.actor("li"), rectification=given, text="x", at=AT + DAY, done_at=done_at
            )


def test_a_repair_is_reported_with_words_by_the_owner_once(here):
    given = here.assigned()
    with pytest.raises(ReportNeedsWords):
        report_done(by=here.actor("li"), rectification=given, text=" ", at=AT)
    with pytest.raises(NotTheOwner):
        report_done(by=here.actor("wang"), rectification=given, text="x", at=AT)
    report_done(by=here.actor("li"), rectification=given, text="x", at=AT)
    with pytest.raises(NotInRepair) as refused:
        report_done(by=here.actor("li"), rectification=given, text="x", at=AT)
    assert refused.value.conflict


def test_with_nobody_named_who_assigns_verifies_and_of_his_own_repair_his_superior(here):
    assert here.assigned(verifier=None).verifier == here.person("zhang")
    assert here.assigned(2, owner="zhang", verifier=None).verifier == here.person("zhao")


def test_only_who_was_named_owes_the_verification(here):
    all_owe_it_when_named(here, "workshop_head", "team_leader_a")
    here.repaired(verifier=None)
    assert [row.person.name for row in Obligation.objects.all()] == ["Zhang Wei"]
    nobody = assign(
        by=here.actor("zhao"),
        source=here.source(2),
        label="x",
        unit=here.plant.units.team_a,
        five=here.five("zhao", verifier=None),
        at=AT,
    )
    repair = report_done(by=here.actor("zhao"), rectification=nobody, text="x", at=AT + DAY)
    assert (repair.rectification.verifier, Obligation.objects.count()) == (None, 1)


def all_owe_it_when_named(here, *posts):
    """Let posts owe the verification of each repair their holder was named for."""
    start = date(2026, 1, 1)
    duty = define_duty(
        by=here.actor("chen"),
        key="own.verify",
        on=start,
        at=AT - 60 * DAY,
        text_en="Verify each repair you were named to verify",
        measure="event",
        cadence="event",
        trigger="actions.repair_reported",
        evidence_kind="actions.verified",
        within=3,
        within_unit="days",
    )
    for post in posts:
        take_up_duty(
            by=here.actor("chen"),
            post=getattr(here.plant.posts, post),
            duty=duty,
            on=start,
            at=AT - 60 * DAY,
        )


def test_whoever_may_assign_reports_for_a_team_and_then_cannot_verify(here):
    given = here.assigned(verifier=None)
    repair = report_done(by=here.actor("zhang"), rectification=given, text="x", at=AT)
    assert (repair.by.name, repair.owner.name) == ("Zhang Wei", "Li Na")
    for name in ("zhang", "li"):
        with pytest.raises(OwnRepair):
            verify(by=here.actor(name), rectification=given, effective=True, at=AT)
    given.refresh_from_db()
    assert given.verifier == here.person("zhao")
    verify(by=here.actor("chen"), rectification=given, effective=True, at=AT)


def test_an_effective_repair_is_verified_and_looking_is_evidence(here):
    repair = here.repaired()
    verification = verify(
        by=here.actor("zhang"),
        rectification=repair.rectification,
        effective=True,
        at=AT + 2 * DAY,
        opinion="Pull test, no movement.",
    )
    given = Rectification.objects.get()
    kinds = Evidence.objects.order_by("id").values_list("kind", "person_name", "about")
    assert (given.state, given.verified_at) == ("verified", AT + 2 * DAY)
    assert list(kinds)[1] == ("actions.verified", "Zhang Wei", f"actions.repair:{repair.pk}")
    assert (verification.rectifier.name, verification.by.name) == ("Li Na", "Zhang Wei")
    assert told("actions.verified") == ["Li Na"]


def test_a_repair_that_does_not_work_goes_back_and_its_evidence_is_withdrawn(here):
    repair = here.repaired()
    verify(
        by=here.actor("zhang"),
        rectification=repair.rectification,
        effective=False,
        at=AT + 2 * DAY,
        opinion="Still loose.",
        due_on=TODAY + 20 * DAY,
    )
    given = Rectification.objects.get()
    assert (given.state, given.round, given.repaired_on) == ("in_work", 2, None)
    assert (given.first_due_on, given.due_on) == (DUE, TODAY + 20 * DAY)
    piece = Evidence.objects.get(kind="actions.repaired_in_time")
    assert piece.withdrawal.reason == "Still loose."
    assert Evidence.objects.filter(kind="actions.verified", withdrawal=None).count() == 1
    again = report_done(
        by=here.actor("li"), rectification=given, text="Welded again.", at=AT + 3 * DAY
    )
    assert (again.round, Repair.objects.count()) == (2, 2)


def test_a_return_says_why(here):
    repair = here.repaired()
    with pytest.raises(ReasonNeeded):
        verify(
            by=here.actor("zhang"), rectification=repair.rectification, effective=False, at=AT + DAY
        )


def test_nothing_is_verified_before_it_is_repaired_or_twice(here):
    given = here.assigned()
    with pytest.raises(NotToVerify):
        verify(by=here.actor("zhang"), rectification=given, effective=True, at=AT)
    repair = report_done(by=here.actor("li"), rectification=given, text="x", at=AT)
    verify(by=here.actor("zhang"), rectification=given, effective=True, at=AT)
    with pytest.raises(NotToVerify):
        verify(by=here.actor("chen"), rectification=repair.rectification, effective=True, at=AT)


def test_the_planned_verifier_needs_no_other_right(here):
    given = here.assigned(owner="li", verifier="wang")
    report_done(by=here.actor("li"), rectification=given, text="x", at=AT)
    with pytest.raises(NotPermitted):
        verify(by=here.actor("sun"), rectification=given, effective=True, at=AT)
    verify(by=here.actor("wang"), rectification=given, effective=True, at=AT)


def test_the_database_refuses_a_verification_by_the_rectifier(here):
    repair = here.repaired()
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.create(
            repair=repair,
            rectifier=repair.by,
            owner=here.person("wang"),
            by=repair.by,
            at=AT + DAY,
            effective=True,
        )


def test_passing_a_repair_on_keeps_the_first_deadline_and_sends_a_new_notice(here):
    given = here.assigned()
    given = reassign(
        by=here.actor("zhang"),
        rectification=given,
        at=AT + DAY,
        reason="Li is on leave.",
        five=here.five(owner="wang", due_on=DUE + 7 * DAY),
    )
    assert (given.owner.name, given.first_due_on, given.due_on) == ("Wang Fang", DUE, DUE + 7 * DAY)
    assert [notice.to.name for notice in given.notices.order_by("id")] == ["Li Na", "Wang Fang"]
    assert told("actions.taken_over") == ["Li Na"]


def test_a_withdrawn_rectification_takes_its_evidence_with_it(here):
    repair = here.repaired()
    verify(by=here.actor("zhang"), rectification=repair.rectification, effective=True, at=AT + DAY)
    with pytest.raises(ReasonNeeded):
        withdraw(by=here.actor("chen"), rectification=repair.rectification, reason="", at=AT + DAY)
    withdraw(
        by=here.actor("chen"),
        rectification=repair.rectification,
        reason="Same as 12.",
        at=AT + 2 * DAY,
    )
    assert Evidence.objects.filter(withdrawal=None).count() == 0
    with pytest.raises(OverAndDone):
        withdraw(by=here.actor("chen"), rectification=repair.rectification, reason="x", at=AT + DAY)
    assert here.assigned().state == "assigned"


def test_history_tells_the_way_on_the_thing_itself(here):
    repair = here.repaired()
    verify(by=here.actor("zhang"), rectification=repair.rectification, effective=True, at=AT + DAY)
    entries = Entry.objects.filter(subject_type="organisation.place", subject_id=1).order_by("id")
    assert [entry.verb for entry in entries if entry.verb.startswith("actions.")] == [
        "actions.assigned",
        "actions.repair_reported",
        "actions.verified",
    ]
