"""Set aside files no row speaks of: an upload whose transaction never ended."""

from datetime import datetime, timedelta

from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import empty_quarantine, kept_before, quarantine

SETTLED_AFTER = timedelta(days=1)
QUARANTINE = timedelta(days=30)
BATCH = 500


def set_orphans_aside(now: datetime) -> int:
    """Quarantine orphans, delete what lay there long enough; return how many were moved."""
    settled = (now - SETTLED_AFTER).timestamp()
    paths = list(kept_before(settled))
    moved = 0
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        hashes = {path.name[:64] for path in batch}
        known = set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        for path in batch:
            if path.name[:64] not in known:
                moved += quarantine(path, settled)
    empty_quarantine((now - QUARANTINE).timestamp())
    return moved
