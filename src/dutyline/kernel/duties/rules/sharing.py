"""How the evidence of one duty, post and holder is shared out among its obligations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dutyline.kernel.duties.models.choices import Timing
from dutyline.kernel.duties.rules.matching import Debt, Proof, fits

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """So much of a piece of evidence counting for an obligation."""

    debt_id: int
    proof_id: int
    occurred_at: datetime
    amount: Decimal
    timing: str


def share_out(
    debts: Iterable[Debt],
    proofs: Iterable[Proof],
    taken: Mapping[int, Decimal] | None = None,
) -> list[Share]:
    """Share the evidence of one chain out among its obligations, in order of occurrence.

    A piece first makes good earlier obligations that are unfinished and within their grace; what
    is left counts whole for its own period. Beyond grace only an event can still be answered,
    which is shown and counts nothing. One source counts once, whoever of the holders showed it.
    `taken` is what obligations outside `debts` already took, by piece.
    """
    order = sorted(debts, key=lambda debt: (debt.due_at, debt.starts_at, debt.id))
    lacking = {debt.id: debt.amount for debt in order}
    shares: list[Share] = []
    seen: set[str] = set()
    for proof in sorted(proofs, key=lambda proof: proof.order):
        given = _share_one(order, lacking, proof, (taken or {}).get(proof.id, NOTHING), seen)
        shares += given
        if given or (taken or {}).get(proof.id):
            seen.add(proof.source)
    return shares


def _share_one(
    order: Sequence[Debt],
    lacking: dict[int, Decimal],
    proof: Proof,
    taken: Decimal,
    seen: set[str],
) -> list[Share]:
    fitting = [debt for debt in order if debt.starts_at <= proof.occurred_at and fits(debt, proof)]
    if not fitting or proof.source in seen:
        return []
    rest = proof.amount - taken
    shares = []
    for debt, timing, whole in _places(fitting, proof):
        part = rest if whole else min(rest, lacking[debt.id])
        if part <= NOTHING:
            continue
        rest -= part
        lacking[debt.id] = max(NOTHING, lacking[debt.id] - part)
        shares.append(Share(debt.id, proof.id, proof.occurred_at, part, timing))
    return shares


def _places(fitting: Sequence[Debt], proof: Proof) -> Iterable[tuple[Debt, str, bool]]:
    """Yield where a piece may count, in order: obligation, how, and whether all that is left."""
    at = proof.occurred_at
    for debt in fitting:
        if debt.due_at < at <= debt.grace_until:
            yield debt, Timing.LATE, False
    running = [debt for debt in fitting if at <= debt.due_at]
    for debt in running:
        timing = Timing.LATE if proof.at_most_late else Timing.ON_TIME
        yield debt, timing, debt is running[-1]
    for debt in fitting:
        if debt.about and at > debt.grace_until:
            yield debt, Timing.AFTER, False
