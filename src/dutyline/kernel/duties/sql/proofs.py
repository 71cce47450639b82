"""Reads the evidence that may count for obligations, with what it counts for now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from dutyline.kernel.duties.rules.matching import Debt, Proof
from dutyline.kernel.duties.sql.values import fill, moment, number, places, rows, running, stamp

Chain = tuple[int, int, int | None, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """A discharge as it is stored, with the chain its obligation belongs to."""

    discharge_id: int
    obligation_id: int
    evidence_id: int
    amount: Decimal
    timing: str
    chain: Chain


@dataclass(slots=True)
class Shown:
    """The evidence found: what still stands, and everything it is counted for now."""

    proofs: list[Proof] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)


_FACTS = "SELECT f.id FROM duties_evidence f "
_COUNTED = "SELECT c.evidence_id FROM duties_discharge c "
_WHERE = "f.kind IN {kinds} AND f.occurred_at >= %s AND f.occurred_at <= %s"
_SQL = """
WITH found AS ({found})
SELECT e.id, e.kind, e.source, e.person_id, e.occurred_at, e.amount, e.at_most_late, e.about,
    e.post_id, e.unit_id, e.unit_path, e.place_id, w.id, a.post_id, pv.unit_id,
    d.id, d.obligation_id, d.amount, d.timing, v.duty_id, o.post_id, o.person_id, o.about
FROM found JOIN duties_evidence e ON e.id = found.id
LEFT JOIN duties_withdrawal w ON w.evidence_id = e.id
LEFT JOIN organisation_appointment a
    ON a.person_id = e.person_id AND {running_a}
LEFT JOIN organisation_postversion pv
    ON pv.post_id = a.post_id AND {running_pv}
LEFT JOIN duties_discharge d ON d.evidence_id = e.id AND d.dropped_at IS NULL
LEFT JOIN duties_obligation o ON o.id = d.obligation_id
LEFT JOIN duties_dutyversion v ON v.id = o.version_id
"""
_WORDS = {f"running_{alias}": running(alias, "e.occurred_on") for alias in ("a", "pv")}


def shown_for(debts: Sequence[Debt]) -> Shown:
    """Return the evidence that may count for these obligations, in one statement.

    Withdrawn evidence is not among the proofs, but what it is still counted for is told.
    """
    kinds = sorted({debt.kind for debt in debts})
    persons = sorted({debt.person_id for debt in debts if debt.person_id is not None})
    together = [debt for debt in debts if debt.person_id is None]
    posts = sorted(
        {post for debt in together for post in (debt.post_id, debt.covered_by) if post is not None}
    )
    first = min(debt.starts_at for debt in debts)
    last = max(debt.grace_until for debt in debts)
    if any(debt.about for debt in debts):
        # An event may still be answered long after its grace.
        last = datetime.max.replace(tzinfo=last.tzinfo)
    where = _WHERE.format(kinds=places(kinds))
    bounds = [*kinds, stamp(first), stamp(last)]
    parts, parameters = [], []
    if persons:
        parts.append(f"{_FACTS} WHERE f.person_id IN {places(persons)} AND {where}")
        parameters += [*persons, *bounds]
    if posts:
        holders = "JOIN organisation_appointment h ON h.person_id = f.person_id"
        parts.append(f"{_FACTS} {holders} WHERE h.post_id IN {places(posts)} AND {where}")
        parts.append(f"{_FACTS} WHERE f.post_id IN {places(posts)} AND {where}")
        parameters += [*posts, *bounds, *posts, *bounds]
    ids = [debt.id for debt in debts]
    parts.append(f"{_COUNTED} WHERE c.obligation_id IN {places(ids)} AND c.dropped_at IS NULL")
    parameters += ids
    return _gather(rows(fill(_SQL, found=" UNION ".join(parts), **_WORDS), parameters))


def _gather(found: list[tuple[Any, ...]]) -> Shown:
    facts: dict[int, tuple[Any, ...]] = {}
    held: dict[int, set[tuple[int, int]]] = {}
    counted: dict[int, Counted] = {}
    for row in found:
        if row[12] is None:
            facts.setdefault(row[0], row)
        if row[13] is not None and row[14] is not None:
            held.setdefault(row[0], set()).add((row[13], row[14]))
        if row[15] is not None:
            chain = (row[19], row[20], row[21], row[22])
            counted[row[15]] = Counted(row[15], row[16], row[0], number(row[17]), row[18], chain)
    proofs = [_proof(row, frozenset(held.get(row[0], ()))) for row in facts.values()]
    return Shown(proofs, list(counted.values()))


def _proof(row: tuple[Any, ...], held: frozenset[tuple[int, int]]) -> Proof:
    return Proof(
        id=row[0],
        kind=row[1],
        source=row[2],
        person_id=row[3],
        occurred_at=moment(row[4]),
        amount=number(row[5]),
        at_most_late=bool(row[6]),
        about=row[7],
        post_id=row[8],
        unit_id=row[9],
        path=row[10],
        place_id=row[11],
        held=held,
    )
