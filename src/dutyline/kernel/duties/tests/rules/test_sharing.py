"""How evidence is shared out, and what state follows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from dutyline.kernel.duties.rules.matching import Debt, Proof
from dutyline.kernel.duties.rules.sharing import share_out
from dutyline.kernel.duties.rules.states import verdict

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
START = datetime(2026, 11, 2, tzinfo=UTC)


def week(number, amount=1, grace=0, **facts):
    starts_at = START + 7 * DAY * number
    due_at = starts_at + 7 * DAY - TICK
    values = {
        "id": number,
        "duty_id": 1,
        "post_id": 1,
        "person_id": 1,
        "covered_by": None,
        "unit_id": 1,
        "kind": "walk",
        "area": "own",
        "places": frozenset(),
        "about": "",
        "starts_at": starts_at,
        "due_at": due_at,
        "grace_until": due_at + grace * DAY,
        "amount": Decimal(amount),
    }
    return Debt(**{**values, **facts})


def walk(day, amount=1, number=None, **facts):
    """A walk at noon so many days after the first Monday."""
    number = number if number is not None else int(day * 10)
    values = {
        "id": number,
        "kind": "walk",
        "source": f"walk:{number}",
        "person_id": 1,
        "occurred_at": START + DAY * day + DAY / 2,
        "amount": Decimal(amount),
    }
    return Proof(**{**values, **facts})


NEVER = START + 1000 * DAY


def outcome(debts, proofs, now=NEVER):
    shares = share_out(debts, proofs)
    found = []
    for debt in debts:
        ended = verdict(debt, [share for share in shares if share.debt_id == debt.id], now)
        found.append((ended.state, ended.done))
    return found


def test_an_amount_reached_by_the_due_moment_is_on_time():
    assert outcome([week(0, 2)], [walk(0), walk(6)]) == [("on_time", 2)]


def test_the_due_moment_itself_is_on_time_and_the_next_is_not():
    debt = week(0)
    assert outcome([debt], [walk(0, occurred_at=debt.due_at)]) == [("on_time", 1)]
    assert outcome([debt], [walk(0, occurred_at=debt.due_at + TICK)]) == [("missed", 0)]


def test_the_first_moment_counts_and_the_one_before_does_not():
    debt = week(0)
    assert outcome([debt], [walk(0, occurred_at=debt.starts_at)]) == [("on_time", 1)]
    assert outcome([debt], [walk(0, occurred_at=debt.starts_at - TICK)]) == [("missed", 0)]


def test_reached_within_the_grace_is_late():
    assert outcome([week(0, 2, grace=2)], [walk(1), walk(8)]) == [("late", 2)]


def test_the_grace_has_a_last_moment():
    debt = week(0, grace=1)
    assert outcome([debt], [walk(0, occurred_at=debt.grace_until)]) == [("late", 1)]
    assert outcome([debt], [walk(0, occurred_at=debt.grace_until + TICK)]) == [("missed", 0)]


def test_half_done_stays_missed_with_its_fraction():
    assert outcome([week(0, 4)], [walk(1), walk(2)]) == [("missed", 2)]


def test_nothing_is_missed_before_the_grace_is_over():
    debt = week(0, grace=1)
    assert outcome([debt], [], now=debt.grace_until) == [("open", 0)]
    assert outcome([debt], [], now=debt.grace_until + TICK) == [("missed", 0)]


def test_more_than_asked_is_kept():
    assert outcome([week(0)], [walk(1), walk(2)]) == [("on_time", 2)]


def test_evidence_in_the_grace_makes_the_earlier_period_good_before_its_own():
    debts = [week(0, grace=3), week(1, grace=3)]
    assert outcome(debts, [walk(8)]) == [("late", 1), ("missed", 0)]
    assert outcome(debts, [walk(8), walk(9)]) == [("late", 1), ("on_time", 1)]


def test_what_is_left_over_counts_for_its_own_period_and_nothing_twice():
    debts = [week(0, 2, grace=3), week(1, 2, grace=3)]
    assert outcome(debts, [walk(1), walk(8, amount=3)]) == [("late", 2), ("on_time", 2)]


def test_a_finished_period_takes_nothing_in_its_grace():
    assert outcome([week(0, grace=3), week(1)], [walk(1), walk(8)]) == [
        ("on_time", 1),
        ("on_time", 1),
    ]


def test_an_earlier_piece_recorded_later_frees_the_one_in_the_grace():
    debts, early, late = [week(0, grace=3), week(1)], walk(2), walk(8)
    assert outcome(debts, [late]) == [("late", 1), ("missed", 0)]
    assert outcome(debts, [late, early]) == [("on_time", 1), ("on_time", 1)]


def test_the_oldest_unfinished_period_is_made_good_first():
    debts = [week(0, grace=20), week(1, grace=20), week(2)]
    assert outcome(debts, [walk(15)]) == [("late", 1), ("missed", 0), ("missed", 0)]
    assert outcome(debts, [walk(15, amount=3)]) == [("late", 1), ("late", 1), ("on_time", 1)]


def test_a_back_filled_piece_counts_at_most_as_late():
    assert outcome([week(0)], [walk(1, at_most_late=True)]) == [("late", 1)]
    assert outcome([week(0, 2)], [walk(1, at_most_late=True), walk(2)]) == [("late", 2)]


def test_enough_in_time_beside_a_back_filled_piece_is_on_time():
    assert outcome([week(0)], [walk(1, at_most_late=True), walk(2)]) == [("on_time", 2)]


def test_one_source_counts_once_though_two_holders_showed_it():
    debt = week(0, 2, person_id=None, post_id=5)
    two = [
        walk(1, number=1, source="round:1", person_id=1, post_id=5),
        walk(1, number=2, source="round:1", person_id=2, post_id=5),
    ]
    assert outcome([debt], two) == [("missed", 1)]
    assert outcome([debt], [*two, walk(2, person_id=2, post_id=5)]) == [("on_time", 2)]


def test_one_source_is_not_counted_for_two_periods_by_two_holders():
    debts = [
        week(0, grace=3, person_id=None, post_id=5),
        week(1, grace=3, person_id=None, post_id=5),
    ]
    two = [
        walk(8, number=1, source="round:1", person_id=1, post_id=5),
        walk(8, number=2, source="round:1", person_id=2, post_id=5),
    ]
    assert outcome(debts, two) == [("late", 1), ("missed", 0)]


def event(number=0, amount=1, grace=0):
    return week(number, amount, grace, about="repair:1")


def test_an_event_answered_after_its_grace_is_missed_and_shown_as_made_good():
    debt, proof = event(grace=1), walk(12, about="repair:1")
    shares = share_out([debt], [proof])
    assert [(share.timing, share.amount) for share in shares] == [("after", 1)]
    assert outcome([debt], [proof]) == [("missed", 0)]


def test_an_event_raised_twice_is_answered_twice():
    first, again = event(0), replace(event(0), id=9, starts_at=START + 2 * DAY)
    proofs = [walk(1, about="repair:1"), walk(3, about="repair:1")]
    assert outcome([first, again], proofs) == [("on_time", 1), ("on_time", 1)]
    assert outcome([first, again], proofs[:1]) == [("on_time", 1), ("missed", 0)]
    assert outcome([first, again], proofs[1:]) == [("on_time", 1), ("missed", 0)]


def test_a_withdrawn_cause_asks_for_nothing_more_but_keeps_what_was_done():
    debt = replace(event(), cancelled_at=START + DAY)
    assert outcome([debt], []) == [("not_applicable", 0)]
    assert outcome([debt], [walk(0.5, about="repair:1")]) == [("on_time", 1)]


def test_the_deciding_moment_is_that_of_the_piece_that_completed_it():
    debt = week(0, 2, grace=3)
    shares = share_out([debt], [walk(1), walk(3), walk(5)])
    assert verdict(debt, shares, NEVER).settled_at == walk(3).occurred_at
    shares = share_out([debt], [walk(1), walk(8)])
    assert verdict(debt, shares, NEVER).settled_at == walk(8).occurred_at
    assert verdict(debt, [], NEVER).settled_at == debt.grace_until


def test_what_others_took_of_a_piece_is_gone():
    shares = share_out([week(1, 2)], [walk(8, amount=3, number=4)], taken={4: Decimal(2)})
    assert [(share.proof_id, share.amount) for share in shares] == [(4, 1)]
