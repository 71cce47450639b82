from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.actions.models import Extension, Rectification
from dutyline.kernel.actions.operations import (
    ask_extension,
    ask_funds,
    decide_extension,
    decide_funds,
    record_spent,
    report_done,
)
from dutyline.kernel.actions.refusals import (
    AlreadyAsked,
    AmountNeeded,
    InterimControlNeeded,
    NoMoreExtensions,
    NothingToDecide,
    NotLater,
    NotTheOwner,
    OwnQuestion,
    ReasonNeeded,
)
from dutyline.kernel.actions.tests.setting import AT, DAY, DUE, setting
from dutyline.kernel.notifications.models import Notification

pytestmark = pytest.mark.django_db
LATER = DUE + 5 * DAY


@pytest.fixture
def here():
    return setting()


def ask(here, given, by="li", **said):
    words = {"to_on": LATER, "reason": "Spare part in transit.", "interim_control": "Roped off."}
    return ask_extension(by=here.actor(by), rectification=given, at=AT + DAY, **{**words, **said})


def test_more_time_waits_for_the_superior_of_the_owner(here):
    given = here.assigned()
    question = ask(here, given)
    given.refresh_from_db()
    assert (given.state, question.decider_post) == (
        "extension_asked",
        here.plant.posts.workshop_head,
    )
    told = Notification.objects.get(kind="actions.extension_asked")
    assert told.person.name == "Zhang Wei"


def test_granted_time_moves_the_deadline_and_keeps_the_first(here):
    given = here.assigned()
    given = decide_extension(
        by=here.actor("zhang"), extension=ask(here, given), granted=True, at=AT + DAY
    )
    assert (given.state, given.due_on, given.first_due_on) == ("in_work", LATER, DUE)
    assert given.interim_control == "Roped off."


def test_refused_time_leaves_the_deadline_and_says_why(here):
    given = here.assigned()
    question = ask(here, given)
    with pytest.raises(ReasonNeeded):
        decide_extension(by=here.actor("zhang"), extension=question, granted=False, at=AT + DAY)
    given = decide_extension(
        by=here.actor("zhang"), extension=question, granted=False, at=AT + DAY, note="Too risky."
    )
    assert (given.state, given.due_on) == ("in_work", DUE)


def test_more_time_needs_an_interim_control_a_reason_and_a_later_day(here):
    given = here.assigned()
    with pytest.raises(InterimControlNeeded):
        ask(here, given, interim_control=" ")
    with pytest.raises(ReasonNeeded):
        ask(here, given, reason="")
    with pytest.raises(NotLater):
        ask(here, given, to_on=DUE)
    with pytest.raises(NotTheOwner):
        ask(here, given, by="wang")


def test_nobody_decides_his_own_question(here):
    given = here.assigned(owner="zhang", verifier="chen")
    question = ask(here, given, by="zhang")
    with pytest.raises(OwnQuestion):
        decide_extension(by=here.actor("zhang"), extension=question, granted=True, at=AT + DAY)
    with pytest.raises(NotPermitted):
        decide_extension(by=here.actor("wang"), extension=question, granted=True, at=AT + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.filter(pk=question.pk).update(
            decided_by=question.asked_by, decided_at=AT, granted=True
        )


def test_a_question_is_asked_and_decided_once(here):
    given = here.assigned()
    question = ask(here, given)
    with pytest.raises(AlreadyAsked):
        ask(here, given)
    decide_extension(by=here.actor("zhang"), extension=question, granted=True, at=AT + DAY)
    with pytest.raises(NothingToDecide):
        decide_extension(by=here.actor("chen"), extension=question, granted=True, at=AT + DAY)


def test_a_deadline_is_extended_as_often_as_the_criteria_allow(here):
    given = here.assigned()
    decide_extension(by=here.actor("zhang"), extension=ask(here, given), granted=True, at=AT + DAY)
    with pytest.raises(NoMoreExtensions):
        ask(here, given, to_on=LATER + DAY)


def test_a_repair_overtakes_the_question(here):
    given = here.assigned()
    question = ask(here, given)
    report_done(by=here.actor("li"), rectification=given, text="Done after all.", at=AT + 2 * DAY)
    question.refresh_from_db()
    assert question.lapsed_at == AT + 2 * DAY
    with pytest.raises(NothingToDecide):
        decide_extension(by=here.actor("zhang"), extension=question, granted=True, at=AT + 3 * DAY)


def test_money_is_asked_for_and_granted_by_the_line(here):
    given = here.assigned()
    request = ask_funds(
        by=here.actor("li"), rectification=given, amount=Decimal(3500), purpose="Steel", at=AT
    )
    assert request.decider_post == here.plant.posts.workshop_head
    with pytest.raises(AlreadyAsked):
        ask_funds(by=here.actor("li"), rectification=given, amount=Decimal(1), purpose="x", at=AT)
    given = decide_funds(
        by=here.actor("zhang"), request=request, granted=Decimal(3000), at=AT + DAY
    )
    given = record_spent(by=here.actor("li"), rectification=given, amount=Decimal(2900), at=AT)
    assert (given.funds_planned, given.funds_actual) == (3000, 2900)


def test_money_is_a_positive_amount_for_a_purpose(here):
    given = here.assigned()
    with pytest.raises(AmountNeeded):
        ask_funds(by=here.actor("li"), rectification=given, amount=Decimal(0), purpose="x", at=AT)
    with pytest.raises(ReasonNeeded):
        ask_funds(by=here.actor("li"), rectification=given, amount=Decimal(1), purpose="", at=AT)


def test_refused_money_says_why_and_is_decided_once_by_another(here):
    given = here.assigned(owner="zhang", verifier="chen")
    request = ask_funds(
        by=here.actor("zhang"), rectification=given, amount=Decimal(5), purpose="x", at=AT
    )
    with pytest.raises(OwnQuestion):
        decide_funds(by=here.actor("zhang"), request=request, granted=Decimal(5), at=AT)
    with pytest.raises(ReasonNeeded):
        decide_funds(by=here.actor("zhao"), request=request, granted=Decimal(0), at=AT)
    decide_funds(by=here.actor("zhao"), request=request, granted=Decimal(0), at=AT, note="Use old.")
    with pytest.raises(NothingToDecide):
        decide_funds(by=here.actor("chen"), request=request, granted=Decimal(5), at=AT)
    assert Rectification.objects.get().funds_planned is None
