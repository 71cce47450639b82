"""Into a folder: a share of another machine, a disk that is taken away in the evening."""

import os
import re
import secrets
from datetime import datetime
from pathlib import Path

from dutyline.kernel.holders.models import Holder, Problem
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel
from dutyline.kernel.ledger.models import SigningKey

NAMED = re.compile(r"(.+)-\d{12}-[0-9a-f]{8}\.txt")
"""What `Parcel.name` makes."""
NEWEST, OLDER = 50, 50
"""How many checkpoints are read back each time."""


def deliver(holder: Holder, parcel: Parcel) -> None:
    """Write the checkpoint as a file, whole or not at all; what is there stays."""
    folder = Path(holder.target)
    if not folder.is_dir():
        # Made here it would lie on the disk below the share that is not connected.
        raise Hindered(Problem.NO_FOLDER)
    target, own = folder / parcel.name, folder / f".{secrets.token_hex(8)}"
    try:
        if target.exists() and target.read_bytes() == parcel.note:
            return
        with own.open("xb") as file:
            file.write(parcel.note)
            file.flush()
            os.fsync(file.fileno())
        own.replace(target)
    except OSError as problem:
        own.unlink(missing_ok=True)
        raise Hindered(Problem.NOT_WRITABLE) from problem


def read(holder: Holder, expected: Parcel | None, _at: datetime) -> list[str]:
    """Return the newest checkpoints that lie there, and some of the older ones."""
    folder = Path(holder.target)
    if not folder.is_dir():
        raise Hindered(Problem.NO_FOLDER)
    # A share may hold the checkpoints of other houses too.
    ours = {each.replace("/", "-") for each in SigningKey.objects.values_list("origin", flat=True)}
    try:
        names = sorted(each.name for each in folder.iterdir() if _log_of(each.name) in ours)
        newest, older = names[-NEWEST:], names[:-NEWEST]
        some = older[:: len(older) // OLDER + 1]
        return [(folder / name).read_bytes().decode("utf-8", "replace") for name in some + newest]
    except OSError as problem:
        raise Hindered(Problem.NOT_READABLE) from problem


def _log_of(name: str) -> str:
    found = NAMED.fullmatch(name)
    return found[1] if found else ""
