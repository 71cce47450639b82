"""Whether what was signed is held outside, and what others had us keep."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from dutyline.kernel.holders.models import Holder, KeptNote, KnownLog
from dutyline.kernel.holders.operations import newest_checkpoint

ENOUGH = 2
"""Holders that have a checkpoint of the last day; fewer, and one lost mailbox is all it takes."""
A_DAY = timedelta(days=1)
SHOWN_BACK = 50


@dataclass(frozen=True)
class Held:
    """How many holders are up to date, of how many; `size` entries are signed."""

    current: int
    holders: int
    size: int

    @property
    def enough(self) -> bool:
        """Say whether a log that holds anything is held in enough places."""
        return not self.size or self.current >= ENOUGH


def held(now: datetime) -> Held:
    """Return how many holders have a checkpoint of the last day, or the newest there is."""
    newest = newest_checkpoint()
    size = newest.size if newest else 0
    lately = Q(delivered_at__gte=now - A_DAY) | Q(delivered_size=size, delivered_at__isnull=False)
    counts = Holder.objects.filter(removed_at=None).aggregate(
        holders=Count("id"), current=Count("id", filter=lately)
    )
    return Held(counts["current"], counts["holders"], size)


@dataclass(frozen=True)
class Keeping:
    """A log of another house: its last checkpoint here, and whether it ever told two stories."""

    log: KnownLog
    last: KeptNote | None
    contradicts: bool


def keepings() -> list[Keeping]:
    """Return the logs of other houses, with what is kept of them."""
    twice = (
        KeptNote.objects.order_by()
        .values_list("log_id", "size")
        .annotate(roots=Count("id"))
        .filter(roots__gt=1)
    )
    doubled = {log_id for log_id, _size, _roots in twice}
    return [
        Keeping(log, log.notes.order_by("-at").first(), log.pk in doubled)
        for log in KnownLog.objects.order_by("name", "id")
    ]


def kept_of(log: KnownLog) -> list[str]:
    """Return the newest notes kept of a log, for it to compare with itself."""
    rows = log.notes.order_by("-size", "-id").values_list("note", flat=True)
    return list(rows[:SHOWN_BACK])
