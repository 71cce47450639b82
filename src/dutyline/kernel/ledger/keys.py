"""The key that signs checkpoints: made once, kept beside the data, in no table and no backup."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from dutyline.kernel.ledger.models import SigningKey
from dutyline.toolkit.kept_secret import kept_secret

NAME = "ledger-key"
BYTES = 32


def signing_key(at: datetime) -> tuple[Ed25519PrivateKey, SigningKey]:
    """Return the private key and its public half, made and noted at the first use.

    A lost key is replaced by a new one of the same log; what the old one signed stays valid.
    """
    private = Ed25519PrivateKey.from_private_bytes(_secret(Path(settings.HOME)))
    public = private.public_key().public_bytes_raw()
    known = SigningKey.objects.filter(public=public).first()
    if known is None:
        first = SigningKey.objects.order_by("id").first()
        origin = first.origin if first else f"dutyline/{secrets.token_hex(8)}"
        known = SigningKey.objects.create(origin=origin, public=public, since=at)
    return private, known


def public_keys() -> list[bytes]:
    """Return every public key the log was ever signed with."""
    return [
        bytes(key) for key in SigningKey.objects.order_by("id").values_list("public", flat=True)
    ]


def _secret(home: Path) -> bytes:
    """Return the secret half from DUTYLINE_LEDGER_KEY (64 hex digits), else from its file."""
    given = os.environ.get("DUTYLINE_LEDGER_KEY")
    if given:
        return bytes.fromhex(given)
    return bytes.fromhex(kept_secret(home / NAME, lambda: secrets.token_hex(BYTES)))
