"""Turns what the rules allot into rows."""

from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.duties.rules.allocation import Allocation
from dutyline.kernel.duties.sql.staffing import Lie
from dutyline.kernel.organisation.calendar import zone

FACTS = (
    "person_id",
    "covered_by_id",
    "unit_id",
    "unit_path",
    "level",
    "starts_on",
    "starts_at",
    "due_at",
    "grace_until",
    "due_on",
    "days_held",
    "days_of_period",
    "amount",
)
"""What an allocation says of an obligation, beside its identity and its state."""


def obligation_of(allotted: Allocation, post_id: int, lie: Lie, about: str = "") -> Obligation:
    """Return an unsaved obligation of a post that lay there when the obligation began."""
    window = allotted.window
    return Obligation(
        version_id=allotted.version_id,
        post_id=post_id,
        appointment_id=allotted.appointment_id,
        person_id=allotted.person_id,
        covered_by_id=allotted.covered_by,
        unit_id=lie.unit_id,
        unit_path=lie.path,
        level=lie.level,
        period=window.key,
        about=about,
        starts_on=window.days.first,
        starts_at=window.starts_at,
        due_at=window.due_at,
        grace_until=allotted.grace_until,
        due_on=window.due_at.astimezone(zone(lie.time_zone)).date(),
        days_held=allotted.days_held,
        days_of_period=allotted.days_of_period,
        amount=allotted.amount,
        state=allotted.state,
        reason=allotted.reason,
        recount=True,
    )
