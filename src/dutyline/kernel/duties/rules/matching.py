"""Which evidence fits which obligation."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from dutyline.kernel.duties.models.choices import Area


@dataclass(frozen=True, slots=True)
class Debt:
    """An obligation, as far as evidence must know; `person_id` is None where it is owed together.

    `about` is set for event duties only.
    """

    id: int
    duty_id: int
    post_id: int
    person_id: int | None
    covered_by: int | None
    unit_id: int
    kind: str
    area: str
    places: frozenset[int]
    about: str
    starts_at: datetime
    due_at: datetime
    grace_until: datetime
    amount: Decimal
    cancelled_at: datetime | None = None

    @property
    def chain(self) -> tuple[int, int, int | None, str]:
        """Return what its evidence is shared out within: duty, post, holder, thing."""
        return self.duty_id, self.post_id, self.person_id, self.about


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence, as far as obligations must know.

    `path` is the unit path of the day. `held` are the posts its person held on the day, each with
    the unit it lay in.
    """

    id: int
    kind: str
    source: str
    person_id: int
    occurred_at: datetime
    amount: Decimal = Decimal(1)
    at_most_late: bool = False
    about: str = ""
    post_id: int | None = None
    unit_id: int | None = None
    path: str = ""
    place_id: int | None = None
    held: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    @property
    def order(self) -> tuple[datetime, str, Decimal, int]:
        """Return its place in time; what lies at one moment is ordered by what it says."""
        return self.occurred_at, self.source, -self.amount, self.person_id


def fits(debt: Debt, proof: Proof) -> bool:
    """Say whether a piece is of the kind, by the person and from the area an obligation asks.

    An event duty asks for the same thing instead of an area.
    """
    if proof.kind != debt.kind or not _by_whom(debt, proof):
        return False
    if debt.about:
        return proof.about == debt.about
    return _from_where(debt, proof)


def _by_whom(debt: Debt, proof: Proof) -> bool:
    if debt.person_id is not None:
        return proof.person_id == debt.person_id
    posts = {post for post, _ in proof.held} | {proof.post_id}
    return debt.post_id in posts or (debt.covered_by is not None and debt.covered_by in posts)


def _from_where(debt: Debt, proof: Proof) -> bool:
    if debt.area == Area.OWN:
        return True
    if debt.area == Area.PLACES:
        return proof.place_id in debt.places
    # A post that moved counts where it lay on the day as well as where the period began.
    units = {unit for post, unit in proof.held if post == debt.post_id} | {debt.unit_id}
    if debt.area == Area.UNIT:
        return proof.unit_id in units
    return any(f"/{unit}/" in proof.path for unit in units)
