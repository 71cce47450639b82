from datetime import date, timedelta

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.criteria.lookup import criterion, criterion_row
from dutyline.kernel.criteria.operations import load_pack, set_criterion, withdraw_own
from dutyline.kernel.criteria.refusals import NothingOwn, UnknownCriterion, WrongValue
from dutyline.kernel.criteria.tests.packs import AT, BY, TODAY, write_pack
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _pack(tmp_path):
    load_pack(path=write_pack(tmp_path / "toy"), by=BY, at=AT)


def give(value, valid_from=APRIL, **more):
    return set_criterion(by=BY, key="toy.days", value=value, valid_from=valid_from, at=AT, **more)


def withdraw(on):
    return withdraw_own(by=BY, key="toy.days", on=on, at=AT)


def values(*days):
    return [criterion("toy.days", day) for day in days]


def test_our_own_value_counts_from_its_day_and_the_packs_before():
    give(3)
    assert values(APRIL - DAY, APRIL, JUNE) == [7, 3, 3]


def test_the_next_own_value_ends_the_one_before():
    give(3)
    give(5, MAY)
    assert values(MAY - DAY, MAY) == [3, 5]


def test_a_value_set_between_two_others_ends_where_the_later_begins():
    give(3)
    give(5, JUNE)
    give(4, MAY)
    assert values(APRIL, MAY, JUNE - DAY, JUNE) == [3, 4, 4, 5]


def test_a_value_set_twice_for_the_same_day_is_the_last_one():
    give(3)
    give(4)
    assert values(APRIL - DAY, APRIL) == [7, 4]


def test_withdrawn_the_packs_value_holds_again_and_the_past_stays():
    give(3)
    withdraw(JUNE)
    assert values(JUNE - DAY, JUNE) == [3, 7]


def test_withdrawing_takes_back_what_would_begin_later():
    give(3)
    give(5, JUNE)
    withdraw(MAY)
    assert values(MAY - DAY, MAY, JUNE) == [3, 7, 7]


def test_a_value_withdrawn_on_its_first_day_never_held_and_can_be_set_again():
    give(3)
    withdraw(APRIL)
    assert values(APRIL) == [7]
    give(4)
    assert values(APRIL) == [4]


def test_nothing_of_our_own_cannot_be_withdrawn():
    with pytest.raises(NothingOwn):
        withdraw(APRIL)


def test_a_value_must_fit_what_the_pack_declares():
    for value in (31, -1, 2.5, "7", True, None):
        with pytest.raises(WrongValue):
            give(value)
    assert values(TODAY) == [7]


def test_a_criterion_no_pack_declares_cannot_be_set():
    with pytest.raises(UnknownCriterion):
        set_criterion(by=BY, key="toy.unknown", value=1, valid_from=APRIL, at=AT)


def test_our_own_row_bears_the_packs_label_and_our_note():
    give(3, note="Safety committee, 2 March")
    row = criterion_row("toy.days", APRIL)
    assert (row.label_zh, row.unit, row.note, row.is_own) == (
        "天数",
        "days",
        "Safety committee, 2 March",
        True,
    )


def test_history_tells_who_set_and_withdrew_and_why():
    give(3, note="agreed")
    withdraw(MAY)
    told = [(tell_plainly(entry), entry.reason) for entry in Entry.objects.order_by("id")][1:]
    assert told == [
        ("tests set “Days” to 3 from 2026-04-01.", "agreed"),
        (
            "tests withdrew our own value of “Days” from 2026-05-01; the pack's value holds again.",
            "",
        ),
    ]


def test_the_right_in_one_company_is_not_enough():
    built = plant()
    for verb in (
        lambda by: set_criterion(by=by, key="toy.days", value=3, valid_from=APRIL, at=AT),
        lambda by: withdraw_own(by=by, key="toy.days", on=APRIL, at=AT),
    ):
        for name in ("chen", "zhao", "wang", "stranger"):
            with pytest.raises(NotPermitted):
                verb(built.actor(name))
        verb(built.actor("admin"))
