"""A passkey in software: makes and answers as a phone would, and lies where a test wants it to."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV


class SoftwareKey:
    """One credential of one account."""

    def __init__(self, origin="http://localhost", verified=True):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.origin, self.handle, self.counter = origin, b"", 0
        self.flags = PRESENT | VERIFIED if verified else PRESENT

    def make(self, options):
        """Answer what a page asks to make."""
        asked = options["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        data = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        auth = AuthenticatorData.create(
            hashlib.sha256(asked["rp"]["id"].encode()).digest(),
            self.flags | AuthenticatorData.FLAG.AT,
            0,
            data,
        )
        attested = AttestationObject.create("none", auth, {})
        client = self._client("webauthn.create", asked["challenge"])
        return self._spoken(clientDataJSON=client, attestationObject=bytes(attested))

    def answer(self, options):
        """Answer what a page asks to sign."""
        asked = options["publicKey"]
        self.counter += 1
        auth = AuthenticatorData.create(
            hashlib.sha256(asked["rpId"].encode()).digest(), self.flags, self.counter
        )
        client = self._client("webauthn.get", asked["challenge"])
        signed = bytes(auth) + hashlib.sha256(client).digest()
        return self._spoken(
            clientDataJSON=client,
            authenticatorData=bytes(auth),
            signature=self.private.sign(signed, ec.ECDSA(SHA256())),
            userHandle=self.handle,
        )

    def _client(self, kind, challenge):
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _spoken(self, **parts):
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {key: websafe_encode(value) for key, value in parts.items()},
            }
        )
