"""Lets evidence count: works out anew what a change can touch, and writes what became different."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from dutyline.kernel.duties.models import Cause, Correction, Discharge, Obligation, Reason
from dutyline.kernel.duties.operations.standing import Held, held
from dutyline.kernel.duties.rules.matching import Proof
from dutyline.kernel.duties.rules.sharing import Share, share_out
from dutyline.kernel.duties.rules.states import Verdict, verdict
from dutyline.kernel.duties.sql.proofs import Chain, Counted, Shown, shown_for
from dutyline.kernel.duties.sql.updating import update_rows


@dataclass
class Changes:
    """What a matching has to write."""

    verdicts: list[tuple[Held, Verdict]] = field(default_factory=list)
    added: list[tuple[Held, Share]] = field(default_factory=list)
    changed: list[tuple[Counted, Share]] = field(default_factory=list)
    gone: list[tuple[Held, Counted]] = field(default_factory=list)


def match(
    where: Q,
    *,
    now: datetime,
    cause: str = Cause.RECORDED,
    source: str = "",
    owed_after_all: Sequence[int] = (),
) -> int:
    """Let evidence count anew for the obligations `where`; return how many changed.

    `where` must hold, of every chain it touches, all obligations from some moment on. Closed
    obligations keep their state and get a correction with `cause` and the `source` that brought
    it. `owed_after_all` are ids of obligations closed as set aside that should not have been.
    """
    return match_held(held(where, owed_after_all), now=now, cause=cause, source=source)


def match_held(
    stored: Sequence[Held], *, now: datetime, cause: str = Cause.RECORDED, source: str = ""
) -> int:
    """Do the same for obligations that have been read and locked."""
    if not stored:
        return 0
    changes = work_out(stored, shown_for([each.debt for each in stored]), now)
    write(changes, now=now, cause=cause, source=source)
    return len(changes.verdicts)


def work_out(stored: Sequence[Held], shown: Shown, now: datetime) -> Changes:
    """Return what must be written for these obligations with this evidence."""
    chains: dict[Chain, list[Held]] = defaultdict(list)
    for each in stored:
        chains[each.debt.chain].append(each)
    offered = _by_owner(shown.proofs)
    touched = {each.debt.id for each in stored}
    counted: dict[int, list[Counted]] = defaultdict(list)
    taken: dict[Chain, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for piece in shown.counted:
        if piece.obligation_id in touched:
            counted[piece.obligation_id].append(piece)
        else:
            taken[piece.chain][piece.evidence_id] += piece.amount
    changes = Changes()
    for chain, members in chains.items():
        proofs = _offered_to(members, offered)
        shares = share_out([each.debt for each in members], proofs, taken[chain])
        by_debt: dict[int, list[Share]] = defaultdict(list)
        for share in shares:
            by_debt[share.debt_id].append(share)
        for each in members:
            own = by_debt[each.debt.id]
            found = verdict(each.debt, own, each.judged_at(now))
            if each.differs(found):
                changes.verdicts.append((each, found))
            _compare(each, own, counted[each.debt.id], changes)
    return changes


def write(changes: Changes, *, now: datetime, cause: str, source: str) -> None:
    """Write what became different, in one statement a table."""
    frozen = [pair for pair in changes.verdicts if pair[0].closed_at is not None]
    _write_states([pair for pair in changes.verdicts if pair[0].closed_at is None])
    Correction.objects.bulk_create(
        Correction(
            obligation_id=each.debt.id,
            state=found.state,
            done=found.done,
            cause=cause,
            source=source,
            at=now,
        )
        for each, found in frozen
    )
    gone = [counted.discharge_id for each, counted in changes.gone if each.closed_at is None]
    if gone:
        Discharge.objects.filter(pk__in=gone).delete()
    dropped = [counted.discharge_id for each, counted in changes.gone if each.closed_at]
    if dropped:
        Discharge.objects.filter(pk__in=dropped).update(dropped_at=now)
    if changes.changed:
        again = [
            Discharge(pk=counted.discharge_id, amount=share.amount, timing=share.timing)
            for counted, share in changes.changed
        ]
        update_rows(again, ["amount", "timing"])
    if changes.added:
        Discharge.objects.bulk_create(
            [
                Discharge(
                    obligation_id=each.debt.id,
                    evidence_id=share.proof_id,
                    amount=share.amount,
                    timing=share.timing,
                    counted_at=now,
                )
                for each, share in changes.added
            ],
            batch_size=500,
        )


def _write_states(changed: list[tuple[Held, Verdict]]) -> None:
    if not changed:
        return
    rows = [
        Obligation(
            pk=each.debt.id,
            state=found.state,
            done=found.done,
            settled_at=found.settled_at,
            reason=_reason(each, found),
            recount=True,
        )
        for each, found in changed
    ]
    update_rows(rows, ["state", "done", "settled_at", "reason", "recount"])


def _reason(each: Held, found: Verdict) -> str:
    if found.reason is not None:
        return found.reason
    return Reason.NONE if each.reason == Reason.WITHDRAWN else each.reason


def _compare(
    each: Held, shares: Iterable[Share], counted: Iterable[Counted], changes: Changes
) -> None:
    before = {known.evidence_id: known for known in counted}
    for share in shares:
        known = before.pop(share.proof_id, None)
        if known is None:
            changes.added.append((each, share))
        elif (known.amount, known.timing) != (share.amount, share.timing):
            if each.closed_at is None:
                changes.changed.append((known, share))
            else:
                changes.gone.append((each, known))
                changes.added.append((each, share))
    changes.gone.extend((each, known) for known in before.values())


def _by_owner(proofs: Iterable[Proof]) -> dict[tuple[str, str, int], list[Proof]]:
    """Index evidence by who could owe it: the person, and every post he held or named."""
    found: dict[tuple[str, str, int], list[Proof]] = defaultdict(list)
    for proof in proofs:
        found["person", proof.kind, proof.person_id].append(proof)
        for post in {post for post, _ in proof.held} | {proof.post_id}:
            if post is not None:
                found["post", proof.kind, post].append(proof)
    return found


def _offered_to(
    members: Iterable[Held], offered: dict[tuple[str, str, int], list[Proof]]
) -> list[Proof]:
    found: dict[int, Proof] = {}
    for each in members:
        debt = each.debt
        if debt.person_id is not None:
            keys = [("person", debt.kind, debt.person_id)]
        else:
            posts = (debt.post_id, debt.covered_by)
            keys = [("post", debt.kind, post) for post in posts if post is not None]
        for key in keys:
            found.update((proof.id, proof) for proof in offered.get(key, ()))
    return list(found.values())
