from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from dutyline.kernel.receipts.models import Receipt
from dutyline.kernel.receipts.operations import (
    KEPT,
    Declined,
    KeyUsedForSomethingElse,
    once,
    sweep,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Door:
    def __init__(self) -> None:
        self.opened = 0

    def open(self) -> dict[str, int]:
        self.opened += 1
        return {"opened": self.opened}


@pytest.mark.django_db
def test_a_second_submit_of_the_same_form_is_answered_but_not_done_again():
    door = Door()
    first = once(hand="7", key="k", fingerprint="a", at=NOON, act=door.open)
    second = once(hand="7", key="k", fingerprint="a", at=NOON, act=door.open)
    assert (first, second, door.opened) == (({"opened": 1}, True), ({"opened": 1}, False), 1)


@pytest.mark.django_db
def test_the_same_key_of_another_hand_is_another_submission():
    door = Door()
    once(hand="7", key="k", fingerprint="a", at=NOON, act=door.open)
    once(hand="8", key="k", fingerprint="a", at=NOON, act=door.open)
    assert door.opened == 2


@pytest.mark.django_db
def test_the_same_key_with_other_content_is_refused():
    door = Door()
    once(hand="7", key="k", fingerprint="a", at=NOON, act=door.open)
    with pytest.raises(KeyUsedForSomethingElse):
        once(hand="7", key="k", fingerprint="b", at=NOON, act=door.open)
    assert door.opened == 1


@pytest.mark.django_db
def test_a_declined_submission_leaves_no_receipt_and_may_be_sent_again():
    def decline():
        raise Declined({"errors": 1})

    door = Door()
    answer = once(hand="7", key="k", fingerprint="a", at=NOON, act=decline)
    again = once(hand="7", key="k", fingerprint="b", at=NOON, act=door.open)
    assert (answer, again) == (({"errors": 1}, True), ({"opened": 1}, True))


@pytest.mark.django_db
def test_a_failing_act_leaves_nothing_behind():
    def fail():
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError), transaction.atomic():
        once(hand="7", key="k", fingerprint="a", at=NOON, act=fail)
    assert Receipt.objects.count() == 0


@pytest.mark.django_db
def test_old_receipts_are_forgotten_and_young_ones_kept():
    door = Door()
    once(hand="7", key="old", fingerprint="a", at=NOON - KEPT - timedelta(1), act=door.open)
    once(hand="7", key="new", fingerprint="a", at=NOON, act=door.open)
    assert (sweep(NOON), Receipt.objects.get().key) == (1, "new")
