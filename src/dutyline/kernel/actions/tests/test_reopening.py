import pytest
from django.db import IntegrityError, transaction

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.actions.models import Reopening, Repair, Verification
from dutyline.kernel.actions.operations import accept_notice, reopen, report_done, verify
from dutyline.kernel.actions.refusals import (
    AlreadyReceived,
    DeadlinePassed,
    NotVerifiedYet,
    OwnRepair,
    OwnRepairToReopen,
    ReasonNeeded,
)
from dutyline.kernel.actions.tests.setting import AT, DAY, DUE, TODAY, setting
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.models import Withdrawal as EvidenceWithdrawal
from dutyline.kernel.duties.operations.replaying import replay
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification

pytestmark = pytest.mark.django_db
LATER = AT + 20 * DAY
NEW_DUE = TODAY + 30 * DAY
LOOSE = "The weld broke again."


@pytest.fixture
def here():
    return setting()


def verified(here):
    repair = here.repaired()
    verify(by=here.actor("zhang"), rectification=repair.rectification, effective=True, at=AT + DAY)
    repair.rectification.refresh_from_db()
    return repair.rectification


def reopened(here, by="zhang", **more):
    given = verified(here)
    said = {"due_on": NEW_DUE, "reason": LOOSE, "at": LATER, **more}
    reopen(by=here.actor(by), rectification=given, **said)
    given.refresh_from_db()
    return given


def test_what_did_not_hold_goes_back_to_its_owner_with_a_new_notice(here):
    given = reopened(here)
    assert (given.state, given.round, given.owner.name) == ("assigned", 2, "Li Na")
    assert (given.first_due_on, given.due_on) == (DUE, NEW_DUE)
    assert (given.repaired_at, given.repaired_on, given.verified_at) == (None, None, None)
    assert [(each.to.name, each.due_on) for each in given.notices.order_by("id")] == [
        ("Li Na", DUE),
        ("Li Na", NEW_DUE),
    ]
    told = Notification.objects.filter(kind="actions.reopened")
    assert [each.person.name for each in told] == ["Li Na"]
    entry = Entry.objects.get(verb="actions.reopened")
    assert (entry.reason, entry.data["due_on"]) == (LOOSE, NEW_DUE.isoformat())


def test_what_was_proved_stays_proved_and_a_replay_tells_the_same(here):
    reopened(here)
    assert sorted(Evidence.objects.values_list("kind", "person_name")) == [
        ("actions.repaired_in_time", "Li Na"),
        ("actions.verified", "Zhang Wei"),
    ]
    assert EvidenceWithdrawal.objects.count() == 0
    assert Verification.objects.get().effective is True
    assert replay(now=LATER).agrees


def test_the_new_repair_goes_the_same_way_and_not_past_its_own_hands(here):
    given = reopened(here)
    accept_notice(by=here.actor("li"), rectification=given, at=LATER)
    with pytest.raises(AlreadyReceived):
        accept_notice(by=here.actor("li"), rectification=given, at=LATER)
    again = report_done(by=here.actor("li"), rectification=given, text="Bolted.", at=LATER + DAY)
    assert (again.round, again.in_time) == (2, True)
    with pytest.raises(OwnRepair):
        verify(by=here.actor("li"), rectification=given, effective=True, at=LATER + DAY)
    verify(by=here.actor("zhang"), rectification=given, effective=True, at=LATER + 2 * DAY)
    given.refresh_from_db()
    assert given.state == "verified"
    assert Evidence.objects.filter(kind="actions.verified").count() == 2
    assert replay(now=LATER + 3 * DAY).agrees


def test_it_may_be_reopened_as_often_as_it_does_not_hold(here):
    given = reopened(here)
    report_done(by=here.actor("li"), rectification=given, text="Bolted.", at=LATER)
    verify(by=here.actor("zhang"), rectification=given, effective=True, at=LATER)
    reopen(
        by=here.actor("zhang"), rectification=given, due_on=NEW_DUE, reason=LOOSE, at=LATER + DAY
    )
    given.refresh_from_db()
    assert (given.round, given.notices.count(), Repair.objects.count()) == (3, 3, 2)
    assert Reopening.objects.count() == 2


def test_only_the_verifier_or_who_may_verify_there_reopens(here):
    given = verified(here)
    for name, refusal in (
        ("wang", NotPermitted),
        ("ma", NotPermitted),
        ("li", OwnRepairToReopen),
    ):
        with pytest.raises(refusal):
            reopen(by=here.actor(name), rectification=given, due_on=NEW_DUE, reason=LOOSE, at=LATER)
    reopen(by=here.actor("chen"), rectification=given, due_on=NEW_DUE, reason=LOOSE, at=LATER)


def test_a_reopening_says_why_and_gives_time(here):
    given = verified(here)
    for said, refusal in (
        ({"reason": " ", "due_on": NEW_DUE}, ReasonNeeded),
        ({"reason": LOOSE, "due_on": TODAY}, DeadlinePassed),
    ):
        with pytest.raises(refusal):
            reopen(by=here.actor("zhang"), rectification=given, at=LATER, **said)


def test_what_is_not_verified_cannot_be_reopened(here):
    given = here.repaired().rectification
    with pytest.raises(NotVerifiedYet):
        reopen(by=here.actor("zhang"), rectification=given, due_on=NEW_DUE, reason=LOOSE, at=LATER)


def test_the_database_keeps_one_reopening_of_a_verification(here):
    reopened(here)
    first = Reopening.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.create(verification=first.verification, reason="x", at=LATER)
