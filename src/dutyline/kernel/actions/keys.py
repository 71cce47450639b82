"""The text keys rectifications are known by outside their tables."""

from dutyline.kernel.actions.models import Rectification, Repair

RECTIFICATION = "actions.rectification"
REPAIR = "actions.repair"
VERIFICATION = "actions.verification"


def subject_of(source: str) -> tuple[str, int]:
    """Split a source key such as `inspections.finding:12` into its subject and id."""
    kind, _separator, number = source.partition(":")
    return kind, int(number)


def round_key(rectification: Rectification) -> str:
    """Return the key of the present round, which the duty to mend it in time is about."""
    return f"{RECTIFICATION}:{rectification.pk}.{rectification.round}"


def repair_key(repair: Repair) -> str:
    """Return the key of a reported repair, which the duty to verify it is about."""
    return f"{REPAIR}:{repair.pk}"
