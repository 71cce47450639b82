"""The names under which history and notifications speak of the chain."""

from dutyline.kernel.duties.models import Duty, DutyVersion, Obligation

DUTY = "duties.duty"
OBLIGATION = "duties.obligation"


def duty_subject(duty: Duty, version: DutyVersion) -> tuple[str, int, str]:
    """Return a duty as the subject of a history entry."""
    return DUTY, duty.pk, version.text_en or version.text_zh


def obligation_subject(obligation: Obligation) -> tuple[str, int, str]:
    """Return an obligation as the subject of a history entry."""
    version = obligation.version
    return OBLIGATION, obligation.pk, version.text_en or version.text_zh
