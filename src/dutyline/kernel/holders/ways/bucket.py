"""Into a bucket of the S3 kind; with object lock not even its owner can change what is there."""

from datetime import UTC

from dutyline.kernel.holders.models import Holder, Problem
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel
from dutyline.kernel.holders.ways.signing import signed_headers
from dutyline.toolkit.outgoing import NotSent, send
from dutyline.toolkit.sealing import SealBroken, unsealed

THERE = 412
"""The answer where an object of that name is there; names have the root in them."""


def deliver(holder: Holder, parcel: Parcel) -> None:
    """Put the checkpoint into the bucket; what is there stays."""
    url = f"{holder.target.rstrip('/')}/{parcel.name}"
    try:
        headers = signed_headers(
            "PUT",
            url,
            parcel.note,
            region=holder.region,
            key_id=holder.key_id,
            secret=unsealed(holder.secret),
            at=parcel.at.astimezone(UTC),
        )
        send("PUT", url, parcel.note, {**headers, "if-none-match": "*"}, fine=(THERE,))
    except SealBroken as problem:
        raise Hindered(Problem.SECRET) from problem
    except NotSent as trouble:
        raise Hindered.by(trouble) from trouble
