"""The secret key of this installation, made once and kept beside its data."""

import os
import secrets
from pathlib import Path

from dutyline.toolkit.kept_secret import kept_secret


def secret_key(home: Path) -> str:
    """Return DUTYLINE_SECRET_KEY, else the key kept in `home`, made at the first start."""
    given = os.environ.get("DUTYLINE_SECRET_KEY")
    return given or kept_secret(home / "secret-key", lambda: secrets.token_urlsafe(64))
