"""When a letter may be signed, how it stands and who signs with whom, without the database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from dutyline.modules.responsibility.models import ChangeKind, LetterState
from dutyline.modules.responsibility.rules.letters import (
    Standing,
    apart,
    filled,
    is_confirmed,
    is_overdue,
    may_sign,
    same_name,
    signs_with,
    state_of,
    unknown_places,
    within_since,
)

DAY = date(2026, 3, 10)
FLAGS = ("opened", "signed", "countersigned", "refused", "stale", "ended")
AT = datetime(2026, 3, 10, 4, tzinfo=UTC)
FIVE = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("true", "state"),
    [
        ((), LetterState.WAITING),
        (("opened",), LetterState.OPEN),
        (("opened", "refused"), LetterState.REFUSED),
        (("opened", "stale"), LetterState.STALE),
        (("stale",), LetterState.STALE),
        (("opened", "refused", "stale"), LetterState.REFUSED),
        (("opened", "signed"), LetterState.HELD),
        (("opened", "signed", "countersigned"), LetterState.SIGNED),
        (("opened", "signed", "countersigned", "ended"), LetterState.ENDED),
        (("ended",), LetterState.ENDED),
    ],
)
def test_a_letter_stands_as_its_moments_say(true, state):
    assert state_of(Standing(**dict.fromkeys(true, True))) is state


def test_who_may_sign_holds_an_open_letter_he_has_not_signed():
    for values in product([False, True], repeat=len(FLAGS)):
        standing = Standing(**dict(zip(FLAGS, values, strict=True)))
        allowed = standing.opened and not standing.signed and not standing.ended
        assert may_sign(standing) is allowed


def test_a_letter_is_overdue_the_day_after_it_was_due_and_never_while_it_waits():
    opened = Standing(opened=True, due_on=DAY)
    assert not is_overdue(opened, DAY)
    assert is_overdue(opened, DAY + timedelta(days=1))
    assert not is_overdue(replace(opened, opened=False), DAY + timedelta(days=1))
    assert not is_overdue(replace(opened, due_on=None), DAY + timedelta(days=1))
    held = replace(opened, signed=True)
    assert is_overdue(held, DAY + timedelta(days=1))
    assert not is_overdue(replace(held, countersigned=True), DAY + timedelta(days=1))
    assert not is_overdue(replace(opened, ended=True), DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("ago", "counts"),
    [
        (timedelta(0), True),
        (FIVE, True),
        (FIVE + timedelta(microseconds=1), False),
        (-timedelta(microseconds=1), False),
    ],
)
def test_a_proof_of_who_one_is_counts_for_some_minutes(ago, counts):
    assert is_confirmed(AT - ago, AT, FIVE) is counts


def test_without_a_proof_nobody_is_confirmed():
    assert not is_confirmed(None, AT, FIVE)


ABOVE = {5: 4, 4: 3, 3: 2, 2: 1, 1: None}
EVERY = frozenset(ABOVE)


@pytest.mark.parametrize(
    ("held", "signs"),
    [
        ({4: [40], 3: [30]}, 4),
        ({3: [30]}, 3),
        ({4: [50], 3: [30]}, 3),
        ({4: [50, 41], 3: [30]}, 4),
        ({4: [50], 3: [50], 2: [50], 1: [50]}, None),
        ({}, None),
    ],
    ids=[
        "the superior",
        "the nearest held above a vacancy",
        "not himself where he holds both posts",
        "the other one of a job share",
        "nobody else above",
        "everything above vacant",
    ],
)
def test_one_signs_with_the_nearest_post_above_that_somebody_else_holds(held, signs):
    assert signs_with(5, 50, ABOVE, held, EVERY) == signs


def test_a_post_outside_the_round_signs_nothing_in_it():
    assert signs_with(5, 50, ABOVE, {3: [30]}, EVERY - {4}) is None


def test_a_circle_of_superiors_ends_where_it_closes():
    assert signs_with(1, 10, {1: 2, 2: 1}, {}, {1, 2}) is None


JAN, FEB, MAR, MAY = (date(2026, month, 1) for month in (1, 2, 3, 5))


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        ([(JAN, None)], JAN),
        ([(JAN, FEB), (FEB, MAR), (MAR, None)], JAN),
        ([(JAN, FEB), (MAR, None)], MAR),
        ([(MAR, MAY), (JAN, FEB)], MAR),
        ([(JAN, FEB)], None),
        ([(MAY, None)], None),
        ([], None),
    ],
    ids=[
        "from the beginning",
        "through versions without a gap",
        "back after a gap",
        "in any order",
        "gone",
        "still to come",
        "never there",
    ],
)
def test_one_belongs_since_the_last_gap(spans, since):
    assert within_since(spans, date(2026, 3, 15)) == since


def test_what_a_text_was_made_from_tells_exactly_what_changed():
    before = {
        "post": ["Operator", 3],
        "card": 7,
        "goal": [],
        "law": {},
        "superior": 4,
        "terms": [1],
    }
    assert apart(before, dict(before)) == []
    assert apart(before, before | {"card": 8}) == [ChangeKind.CARD]
    assert apart(before, before | {"superior": 9, "goal": [[1, "2", ""]]}) == [
        ChangeKind.GOAL,
        ChangeKind.SUPERIOR,
    ]


def test_named_places_are_filled_and_others_left():
    assert filled("{post} of {unit} {else}", {"post": "Operator", "unit": "A"}) == (
        "Operator of A {else}"
    )
    assert unknown_places("{post} {else} {year}") == ["else"]
    assert unknown_places("no places { at all") == []


@pytest.mark.parametrize(
    ("written", "same"),
    [("Wang Fang", True), (" wang  fang ", True), ("WangFang", True), ("Wang", False), ("", False)],
)
def test_a_name_is_ones_own_however_it_is_spaced(written, same):
    assert same_name(written, "Wang Fang") is same
