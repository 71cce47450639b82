"""Reads an ID token, and believes none of it before every check of the standard has passed.

OpenID Connect Core 1.0, 3.1.3.7; RFC 8725 on JWT.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "EdDSA"})
"""None that needs no key, and none whose key the issuer shares with its clients."""
SLACK = timedelta(seconds=60)
"""Between the clocks of two machines."""
OLDEST = timedelta(minutes=10)
"""Of a token that was made for this very journey."""
NONSENSE = (ValueError, TypeError, OverflowError, OSError)
"""What numbers raise that are no moments."""
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class BadToken(Exception):
    """A token that says nothing about anybody."""


@dataclass(frozen=True)
class Subject:
    """Whom the issuer vouches for."""

    issuer: str
    subject: str
    proved_at: datetime | None
    """When he last proved it there; None where the issuer does not say."""


def read(
    token: str,
    *,
    keys: list[dict[str, Any]],
    issuer: str,
    client: str,
    nonce: str,
    at: datetime,
) -> Subject:
    """Return whom a token names; raises BadToken with what is wrong with it."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS or header.get("typ", "JWT") != "JWT":
            raise BadToken("algorithm or type")
        claims = jwt.decode(
            token,
            key=_key(keys, header.get("kid"), algorithm),
            algorithms=[algorithm],
            audience=client,
            issuer=issuer,
            leeway=SLACK,
            options={"require": NEEDED},
        )
        _check(claims, client, nonce, at)
        return Subject(issuer, claims["sub"], _moment(claims.get("auth_time")))
    except (jwt.PyJWTError, *NONSENSE) as problem:
        raise BadToken(str(problem)) from problem


def _key(keys: list[dict[str, Any]], kid: str | None, algorithm: str) -> Any:
    fitting = [
        each
        for each in keys
        if (kid is None or each.get("kid") == kid)
        and each.get("use", "sig") == "sig"
        and each.get("alg", algorithm) == algorithm
        and each.get("kty") != "oct"
    ]
    if len(fitting) != 1:
        raise BadToken("no key, or more than one")
    return jwt.PyJWK(fitting[0], algorithm=algorithm).key


def _check(claims: dict[str, Any], client: str, nonce: str, at: datetime) -> None:
    subject, audience = claims["sub"], claims["aud"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise BadToken("subject")
    if isinstance(audience, list) and len(audience) > 1 and "azp" not in claims:
        raise BadToken("several audiences and nobody it was made for")
    if claims.get("azp", client) != client:
        raise BadToken("made for another")
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise BadToken("nonce")
    made = _moment(claims["iat"])
    if made is None or made < at - OLDEST:
        raise BadToken("old")


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, tz=UTC) if isinstance(seconds, (int, float)) else None
