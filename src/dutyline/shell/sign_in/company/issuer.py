"""What is asked of the issuer: its addresses, its keys, and a token for a code."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache

from dutyline.toolkit.outgoing import NotSent, ask

LONGEST = 256 * 1024
"""Bytes of an answer."""
REMEMBERED = 3600
"""Seconds the addresses of the issuer are kept."""
SCOPE = "openid"
"""No e-mail, no profile: nobody is recognised by them."""


class IssuerTrouble(Exception):
    """The issuer did not answer, or not as the standard says."""


@dataclass(frozen=True)
class Journey:
    """What is remembered between leaving for the issuer and coming back; used once."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Journey":
        """Draw all three anew."""
        return cls(*(secrets.token_urlsafe(32) for _n in range(3)))

    @property
    def challenge(self) -> str:
        """Return the PKCE challenge (S256) of the verifier."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def address_to_ask(journey: Journey, back: str, *, again: bool) -> str:
    """Return where the browser is sent; `again` asks even who is signed in there to prove it."""
    address = str(described()["authorization_endpoint"])
    query = {
        "response_type": "code",
        "scope": SCOPE,
        "client_id": settings.COMPANY["client"],
        "redirect_uri": back,
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": journey.challenge,
        "code_challenge_method": "S256",
    }
    if again:
        query |= {"prompt": "login", "max_age": "0"}
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}"


def token_for(code: str, verifier: str, back: str) -> str:
    """Return the ID token the issuer gives for a code; raises IssuerTrouble."""
    company = settings.COMPANY
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
        "client_id": company["client"],
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    known = described().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if company["secret"] and "client_secret_basic" in known:
        pair = f"{quote(company['client'], safe='')}:{quote(company['secret'], safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    elif company["secret"]:
        body["client_secret"] = company["secret"]
    answer = _json("POST", str(described()["token_endpoint"]), urlencode(body).encode(), headers)
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise IssuerTrouble("no id_token")
    return token


def keys() -> list[dict[str, Any]]:
    """Return the issuer's keys as they are now: one it withdrew must not open anything."""
    found = _json("GET", str(described()["jwks_uri"])).get("keys")
    if not isinstance(found, list):
        raise IssuerTrouble("no keys")
    return [each for each in found if isinstance(each, dict)]


def described() -> dict[str, Any]:
    """Return how the issuer describes itself; raises IssuerTrouble where it is not itself."""
    issuer = settings.COMPANY["issuer"]
    remembered = f"oidc:{hashlib.sha256(issuer.encode()).hexdigest()}"
    found: dict[str, Any] | None = cache.get(remembered)
    if found is None:
        found = _json("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            raise IssuerTrouble("it says it is another issuer")
        for each in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _require_safe(found.get(each))
        cache.set(remembered, found, REMEMBERED)
    return found


def _require_safe(address: object) -> None:
    parts = urlsplit(address if isinstance(address, str) else "")
    if parts.scheme != "https" and parts.hostname not in settings.INNER_HOSTS:
        raise IssuerTrouble("an address is missing or not encrypted")


def _json(
    method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    try:
        found = json.loads(ask(method, url, body, headers or {}, LONGEST))
    except (NotSent, ValueError) as problem:
        raise IssuerTrouble(str(problem)) from problem
    if not isinstance(found, dict):
        raise IssuerTrouble("no object")
    return found
