"""Into a folder: a share of another machine, a disk that is taken away in the evening."""

import os
import secrets
from pathlib import Path

from dutyline.kernel.holders.models import Holder, Problem
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel


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
