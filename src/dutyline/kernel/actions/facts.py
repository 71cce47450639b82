"""Tells again what rectifications prove, for a replay over an empty evidence table."""

from collections.abc import Iterator

from dutyline.kernel.actions.keys import RECTIFICATION, VERIFICATION, repair_key
from dutyline.kernel.actions.models import Repair, State, Verification
from dutyline.kernel.registry import Fact


def repaired_in_time() -> Iterator[Fact]:
    """Yield every repair finished in time that nobody found not effective."""
    repairs = (
        Repair.objects.filter(in_time=True, rectification__restored_at__isnull=True)
        .exclude(verification__effective=False)
        .exclude(rectification__state=State.WITHDRAWN)
        .select_related("rectification", "verification")
        .order_by("id")
    )
    for repair in repairs.iterator(chunk_size=500):
        mended = repair.rectification
        yield Fact(
            kind="actions.repaired_in_time",
            source=repair_key(repair),
            person_id=repair.owner_id,
            post_id=repair.owner_post_id,
            unit_id=mended.unit_id,
            occurred_at=repair.done_at,
            recorded_at=repair.reported_at,
            about=f"{RECTIFICATION}:{mended.pk}.{repair.round}",
            snapshot={"label": mended.source_label, "due_on": repair.due_on.isoformat()},
        )


def verified() -> Iterator[Fact]:
    """Yield every verification, whatever it found: looking is the duty."""
    verifications = (
        Verification.objects.filter(repair__rectification__restored_at__isnull=True)
        .exclude(repair__rectification__state=State.WITHDRAWN)
        .select_related("repair__rectification")
        .order_by("id")
    )
    for verification in verifications.iterator(chunk_size=500):
        yield Fact(
            kind="actions.verified",
            source=f"{VERIFICATION}:{verification.pk}",
            person_id=verification.by_id,
            unit_id=verification.repair.rectification.unit_id,
            occurred_at=verification.at,
            recorded_at=verification.at,
            about=repair_key(verification.repair),
            snapshot={
                "label": verification.repair.rectification.source_label,
                "effective": verification.effective,
            },
        )
