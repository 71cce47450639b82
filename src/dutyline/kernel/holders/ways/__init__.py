"""The ways a checkpoint goes out: each takes a parcel to a holder, or says what hindered it."""

from dutyline.kernel.holders.models import Holder, Way
from dutyline.kernel.holders.ways import bucket, folder, mail, server
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel

__all__ = ["Hindered", "Parcel", "hand_over"]

_WAYS = {
    Way.MAIL: mail.deliver,
    Way.FOLDER: folder.deliver,
    Way.BUCKET: bucket.deliver,
    Way.SERVER: server.deliver,
}


def hand_over(holder: Holder, parcel: Parcel) -> None:
    """Take a checkpoint to its holder; the same one again changes nothing. Raises Hindered."""
    _WAYS[Way(holder.way)](holder, parcel)
