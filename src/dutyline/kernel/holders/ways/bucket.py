"""Into a bucket of the S3 kind; with object lock not even its owner can change what is there."""

from datetime import UTC, datetime

from dutyline.kernel.holders.models import Holder, Problem
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel
from dutyline.kernel.holders.ways.signing import signed_headers
from dutyline.toolkit.outgoing import NotSent, ask, send
from dutyline.toolkit.sealing import SealBroken, unsealed

GONE = 404
WRITE_ONLY = (401, 403)
"""The answers to a key that may put and not read, which is a good one."""
LONGEST = 4_096
THERE = 412
"""The answer where an object of that name is there; names have the root in them."""


def deliver(holder: Holder, parcel: Parcel) -> None:
    """Put the checkpoint into the bucket; what is there stays."""
    url = f"{holder.target.rstrip('/')}/{parcel.name}"
    try:
        headers = _signed("PUT", url, parcel.note, holder, parcel.at)
        send("PUT", url, parcel.note, {**headers, "if-none-match": "*"}, fine=(THERE,))
    except NotSent as trouble:
        raise Hindered.by(trouble) from trouble


def read(holder: Holder, expected: Parcel | None, at: datetime) -> list[str]:
    """Return the newest checkpoint it was given, by its name; nothing where that is gone."""
    if expected is None:
        return []
    url = f"{holder.target.rstrip('/')}/{expected.name}"
    try:
        answer = ask("GET", url, None, _signed("GET", url, b"", holder, at), LONGEST)
    except NotSent as trouble:
        if trouble.status == GONE:
            return []
        if trouble.status in WRITE_ONLY:
            raise Hindered(Problem.SHOWS_NOTHING) from trouble
        raise Hindered.by(trouble) from trouble
    return [answer.decode("utf-8", "replace")]


def _signed(method: str, url: str, body: bytes, holder: Holder, at: datetime) -> dict[str, str]:
    try:
        secret = unsealed(holder.secret)
    except SealBroken as problem:
        raise Hindered(Problem.SECRET) from problem
    return signed_headers(
        method,
        url,
        body,
        region=holder.region,
        key_id=holder.key_id,
        secret=secret,
        at=at.astimezone(UTC),
    )
