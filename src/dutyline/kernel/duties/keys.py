"""The names under which history and notifications speak of the chain."""

from dutyline.kernel.duties.models import DutyVersion, Obligation
from dutyline.toolkit.wording import both

DUTY = "duties.duty"
OBLIGATION = "duties.obligation"


def duty_subject(version: DutyVersion) -> tuple[str, int, dict[str, str]]:
    """Return a duty as the subject of a history entry."""
    return DUTY, version.duty_id, both(version, "text")


def obligation_subject(obligation: Obligation) -> tuple[str, int, dict[str, str]]:
    """Return an obligation as the subject of a history entry."""
    return OBLIGATION, obligation.pk, both(obligation.version, "text")
