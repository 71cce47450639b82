"""The ways a checkpoint goes out: each takes a parcel to a holder, or says what hindered it."""

from datetime import datetime

from dutyline.kernel.holders.models import Holder, Way
from dutyline.kernel.holders.ways import bucket, folder, mail, server
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel

__all__ = ["Hindered", "Parcel", "fetch", "hand_over"]

_WAYS = {
    Way.MAIL: mail.deliver,
    Way.FOLDER: folder.deliver,
    Way.BUCKET: bucket.deliver,
    Way.SERVER: server.deliver,
}


_READ = {Way.FOLDER: folder.read, Way.BUCKET: bucket.read, Way.SERVER: server.read}


def fetch(holder: Holder, expected: Parcel | None, at: datetime) -> list[str]:
    """Return the checkpoints of ours a holder keeps, as many as tell; raises Hindered.

    `expected` is the newest it was given, None where our log does not know it any more.
    """
    return _READ[Way(holder.way)](holder, expected, at)


def hand_over(holder: Holder, parcel: Parcel) -> None:
    """Take a checkpoint to its holder; the same one again changes nothing. Raises Hindered."""
    _WAYS[Way(holder.way)](holder, parcel)
