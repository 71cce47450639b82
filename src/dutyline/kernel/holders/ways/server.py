"""To another server: the Dutyline of a sister company or customer, or whatever takes a POST."""

from dutyline.kernel.holders.models import Holder, Problem
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel
from dutyline.toolkit.outgoing import NotSent, send
from dutyline.toolkit.sealing import SealBroken, unsealed


def deliver(holder: Holder, parcel: Parcel) -> None:
    """Send the checkpoint as text; the signature under it says whose it is."""
    headers = {"content-type": "text/plain; charset=utf-8"}
    try:
        if secret := unsealed(holder.secret):
            headers["authorization"] = f"Bearer {secret}"
        send("POST", holder.target, parcel.note, headers)
    except SealBroken as problem:
        raise Hindered(Problem.SECRET) from problem
    except NotSent as trouble:
        raise Hindered.by(trouble) from trouble
