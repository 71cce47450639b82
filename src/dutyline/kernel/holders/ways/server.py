"""To another server: the Dutyline of a sister company or customer, or whatever takes a POST."""

import json
from datetime import datetime

from dutyline.kernel.holders.models import Holder, Problem
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel
from dutyline.toolkit.outgoing import NotSent, ask, send
from dutyline.toolkit.sealing import SealBroken, unsealed

LONGEST = 200_000


def deliver(holder: Holder, parcel: Parcel) -> None:
    """Send the checkpoint as text; the signature under it says whose it is."""
    try:
        send("POST", holder.target, parcel.note, _headers(holder))
    except NotSent as trouble:
        raise Hindered.by(trouble) from trouble


def read(holder: Holder, expected: Parcel | None, _at: datetime) -> list[str]:
    """Bring it the newest checkpoint once more: a Dutyline answers with what it keeps of ours."""
    if expected is None:
        return []
    try:
        answer = ask("POST", holder.target, expected.note, _headers(holder), LONGEST)
        kept = json.loads(answer)["kept"]
    except NotSent as trouble:
        raise Hindered.by(trouble) from trouble
    except (ValueError, KeyError, TypeError) as problem:
        raise Hindered(Problem.SHOWS_NOTHING) from problem
    if not isinstance(kept, list):
        raise Hindered(Problem.SHOWS_NOTHING)
    return [str(each) for each in kept]


def _headers(holder: Holder) -> dict[str, str]:
    headers = {"content-type": "text/plain; charset=utf-8"}
    try:
        if secret := unsealed(holder.secret):
            headers["authorization"] = f"Bearer {secret}"
    except SealBroken as problem:
        raise Hindered(Problem.SECRET) from problem
    return headers
