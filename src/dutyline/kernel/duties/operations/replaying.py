"""Tells all evidence again from its sources and compares: a check that changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.duties.models import (
    SET_ASIDE,
    Discharge,
    Evidence,
    Obligation,
    State,
    Withdrawal,
)
from dutyline.kernel.duties.operations.evidence import Act, record_pieces
from dutyline.kernel.duties.operations.matching import match
from dutyline.kernel.duties.operations.settling import settle_due
from dutyline.kernel.duties.operations.standing import latest_corrections
from dutyline.kernel.registry import Fact, manifests

POSTS_AT_ONCE = 100
Mark = tuple[str, Decimal, frozenset[tuple[str, str, int, Decimal, str]]]
"""State, done, and what was counted: kind, source, person, amount and how."""


@dataclass(frozen=True)
class Difference:
    """An obligation that a replay sees otherwise than it is stored."""

    obligation_id: int
    stored: Mark
    replayed: Mark


@dataclass
class Replay:
    """What a replay found."""

    facts: int = 0
    obligations: int = 0
    differences: list[Difference] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Evidence that stands here, and no source tells of: kind, source, person."""
    new: list[str] = field(default_factory=list)
    """Evidence a source tells of, and that is not here."""

    @property
    def agrees(self) -> bool:
        """Say whether everything is as its sources tell it."""
        return not (self.differences or self.lost or self.new)


def replay(*, now: datetime) -> Replay:
    """Tell every fact of every manifest over an empty evidence table and compare what follows.

    Nothing of it stays. Closed obligations are compared by their latest correction.
    """
    found = Replay()
    with transaction.atomic():
        settle_due(now=now)
        stored, pieces = snapshot(), standing_pieces()
        _empty()
        found.facts = _tell(facts())
        _match_all(now)
        settle_due(now=now)
        replayed, told = snapshot(), standing_pieces()
        transaction.set_rollback(True)
    found.obligations = len(stored)
    found.differences = [
        Difference(pk, stored[pk], replayed[pk])
        for pk in sorted(stored)
        if stored[pk] != replayed[pk]
    ]
    found.lost, found.new = sorted(pieces - told), sorted(told - pieces)
    return found


def facts() -> Iterator[Fact]:
    """Yield every fact of every evidence kind."""
    for manifest in manifests():
        for kind in manifest.evidence_kinds:
            yield from kind.replay()


def snapshot() -> dict[int, Mark]:
    """Return how every obligation stands, as far as evidence decides."""
    counted: dict[int, set[tuple[str, str, int, Decimal, str]]] = defaultdict(set)
    links = Discharge.objects.filter(dropped_at=None).values_list(
        "obligation_id",
        "evidence__kind",
        "evidence__source",
        "evidence__person_id",
        "amount",
        "timing",
    )
    for pk, kind, source, person, amount, timing in links.iterator(chunk_size=2000):
        counted[pk].add((kind, source, person, amount, timing))
    truth = latest_corrections()
    rows = Obligation.objects.filter(version__indicator="").values_list("id", "state", "done")
    return {
        pk: (*truth.get(pk, (state, done)), frozenset(counted[pk]))
        for pk, state, done in rows.iterator(chunk_size=2000)
    }


def standing_pieces() -> set[str]:
    """Return every piece that is not withdrawn, as words."""
    found = Evidence.objects.filter(withdrawal=None).values_list("kind", "source", "person_id")
    return {" ".join(map(str, row)) for row in found.iterator(chunk_size=2000)}


def _empty() -> None:
    """Empty the evidence and everything that followed from it; taken back afterwards."""
    Discharge.objects.all()._raw_delete("default")
    Withdrawal.objects.all()._raw_delete("default")
    Evidence.objects.all()._raw_delete("default")
    decided = Obligation.objects.filter(version__indicator="").exclude(
        Q(state__in=SET_ASIDE) & Q(cancellation=None)
    )
    decided.update(state=State.OPEN, done=0, settled_at=None, closed_at=None)
    # Whether a closed one was owed at all is not for evidence to say.
    for pk, (state, _) in latest_corrections().items():
        Obligation.objects.filter(pk=pk).update(
            state=state if state in SET_ASIDE else State.OPEN, closed_at=None
        )


def _tell(told: Iterable[Fact]) -> int:
    """Record facts, those of one act together; return how many."""
    acts: dict[Act, list[int]] = defaultdict(list)
    count = 0
    for fact in told:
        count += 1
        act = Act(
            kind=fact.kind,
            source=fact.source,
            occurred_at=fact.occurred_at,
            recorded_at=fact.recorded_at,
            post_id=fact.post_id,
            unit_id=fact.unit_id,
            place_id=fact.place_id,
            about=fact.about,
            amount=fact.amount,
        )
        acts[act].append(fact.person_id)
    for act, persons in acts.items():
        record_pieces(act, persons)
    return count


def _match_all(now: datetime) -> None:
    posts = list(
        Obligation.objects.order_by("post_id").values_list("post_id", flat=True).distinct()
    )
    for start in range(0, len(posts), POSTS_AT_ONCE):
        match(Q(post_id__in=posts[start : start + POSTS_AT_ONCE]), now=now)
