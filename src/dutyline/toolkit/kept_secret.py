"""A secret made once and kept in a file beside the data."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Return the secret in a file; made at the first question, whole or not at all.

    Of several processes that ask at the same moment one makes it, and all get the same. Only the
    owner may read the file.
    """
    if not path.exists():
        _keep(path, make())
    return path.read_text().strip()


def _keep(path: Path, secret: str) -> None:
    own = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(own, path)
    except FileExistsError:
        own.unlink()
    except OSError:  # a disk without links
        own.replace(path)
    else:
        own.unlink()
