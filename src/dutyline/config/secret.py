"""The secret key of this installation, made once and kept beside its data."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """Return DUTYLINE_SECRET_KEY, else the key kept in `home`, made at the first start."""
    given = os.environ.get("DUTYLINE_SECRET_KEY")
    if given:
        return given
    path = home / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(handle, "w") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
