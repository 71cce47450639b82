"""Secrets of others, kept in the database so that a copy of it alone tells nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """Sealed with another secret key: what is inside has to be entered again."""


def sealed(text: str) -> str:
    """Return text that only whoever has the secret key of this installation can open."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unsealed(text: str) -> str:
    """Return what was sealed; raises SealBroken."""
    try:
        return _box().decrypt(text.encode()).decode() if text else ""
    except InvalidToken as problem:
        raise SealBroken from problem


def _box() -> Fernet:
    derived = HKDF(SHA256(), 32, None, b"dutyline sealed secrets")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
