"""Whatever order evidence is recorded and withdrawn in, the same is shared out in the end."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dutyline.kernel.duties.rules.matching import Debt, Proof
from dutyline.kernel.duties.rules.sharing import share_out

HOUR = timedelta(hours=1)
START = datetime(2026, 11, 2, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def day(number, amount, grace, about=""):
    starts_at = START + 24 * HOUR * number
    due_at = starts_at + 24 * HOUR - TICK
    return Debt(
        id=number,
        duty_id=1,
        post_id=1,
        person_id=None,
        covered_by=None,
        unit_id=1,
        kind="walk",
        area="own",
        places=frozenset(),
        about=about,
        starts_at=starts_at,
        due_at=due_at,
        grace_until=due_at + grace * HOUR,
        amount=Decimal(amount),
    )


@st.composite
def chains(draw):
    grace = draw(st.sampled_from([0, 6, 24, 60]))
    amounts = draw(st.lists(st.integers(1, 3), min_size=1, max_size=6))
    return [day(number, amount, grace) for number, amount in enumerate(amounts)]


@st.composite
def walks(draw):
    # Group acts: a source has one moment, and one piece a person.
    found = []
    for source in range(draw(st.integers(1, 8))):
        hour = draw(st.integers(-10, 200))
        persons = draw(st.sets(st.integers(1, 3), min_size=1, max_size=2))
        amount = draw(st.integers(1, 4))
        found += [
            Proof(
                id=10 * source + person,
                kind="walk",
                source=f"walk:{source}",
                person_id=person,
                occurred_at=START + HOUR * hour,
                amount=Decimal(amount),
                at_most_late=hour % 5 == 0,
                post_id=1,
            )
            for person in persons
        ]
    return found


@settings(max_examples=700, deadline=None)
@given(chains(), walks(), st.randoms(use_true_random=False))
def test_the_order_of_recording_changes_nothing(debts, proofs, random):
    told = share_out(debts, proofs)
    random.shuffle(proofs)
    random.shuffle(debts)
    assert share_out(debts, proofs) == told


@settings(max_examples=700, deadline=None)
@given(chains(), walks(), st.data())
def test_sharing_out_what_a_piece_affects_gives_what_sharing_out_everything_gives(
    debts, proofs, data
):
    steps = [("record", proof) for proof in data.draw(st.permutations(proofs))]
    voided = {proof.source for proof in proofs if data.draw(st.booleans())}
    for source in sorted(voided):
        first = next(at for at, (_, proof) in enumerate(steps) if proof.source == source)
        where = data.draw(st.integers(first + 1, len(steps)))
        steps.insert(where, ("withdraw", replace(steps[first][1])))
    known, stored = {}, []
    for verb, proof in steps:
        if verb == "record":
            known[proof.id] = proof
        else:
            known = {key: each for key, each in known.items() if each.source != proof.source}
        stored = again(debts, list(known.values()), stored, proof.occurred_at)
        assert sorted(stored, key=repr) == sorted(share_out(debts, known.values()), key=repr)


def again(debts, proofs, stored, since):
    """Share out anew what a change at `since` can touch, as the operation does."""
    touched = [debt for debt in debts if debt.grace_until >= since]
    kept = [share for share in stored if share.debt_id not in {debt.id for debt in touched}]
    taken = defaultdict(Decimal)
    for share in kept:
        taken[share.proof_id] += share.amount
    return [*kept, *share_out(touched, proofs, taken)]


@settings(max_examples=700, deadline=None)
@given(chains(), walks())
def test_nothing_is_counted_twice_within_one_duty(debts, proofs):
    shares = share_out(debts, proofs)
    given_out = defaultdict(Decimal)
    sources = defaultdict(set)
    by_id = {proof.id: proof for proof in proofs}
    for share in shares:
        given_out[share.proof_id] += share.amount
        sources[by_id[share.proof_id].source].add(share.proof_id)
        assert share.amount > 0
    assert all(amount <= by_id[number].amount for number, amount in given_out.items())
    assert all(len(pieces) == 1 for pieces in sources.values())
