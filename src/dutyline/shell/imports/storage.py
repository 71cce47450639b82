"""Where uploads lie: a private folder of this installation, under names nobody chose."""

import os
import secrets
from pathlib import Path
from typing import IO

from django.conf import settings


def path_of(secret: str) -> Path:
    """Return where the bytes of an upload lie."""
    return _folder() / secret


def keep(content: bytes) -> str:
    """Write an upload where only the server reads it and return its secret name."""
    secret = secrets.token_hex(16)
    handle = os.open(path_of(secret), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return secret


def opened(secret: str) -> IO[bytes]:
    """Open an upload for reading; FileNotFoundError once it was swept."""
    return path_of(secret).open("rb")


def forget(secret: str) -> None:
    """Delete the bytes of an upload."""
    path_of(secret).unlink(missing_ok=True)


def forget_older(moment: float) -> int:
    """Delete what was written before `moment` (seconds since 1970); return how many."""
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < moment]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
