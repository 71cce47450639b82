"""Secrets handed out once and kept as hashes."""

import hashlib
import secrets


def new_secret() -> tuple[str, str]:
    """Return 32 random bytes as text for a link or header, and the digest to keep."""
    raw = secrets.token_urlsafe(32)
    return raw, digest_of(raw)


def digest_of(raw: str) -> str:
    """Return the SHA-256 of a secret in hex; enough for 256 random bits, which nobody guesses."""
    return hashlib.sha256(raw.encode()).hexdigest()
