"""Callers of the API for tests: a person's program with a token."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dutyline.kernel.access.operations import make_token
from dutyline.kernel.access.tests.plant import Plant

ROOT = "/api/v1"


@dataclass
class Caller:
    """Asks with a token: `call.get("/units")` is the answer, `call.seen("/units")` its JSON."""

    secret: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(ROOT + path, headers=self._headers(headers))

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.client.generic(
            method, ROOT + path, *_json(body), headers=self._headers(headers)
        )

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("PUT", path, body, **headers)

    def seen(self, path: str) -> Any:
        response = self.get(path)
        assert response.status_code == 200, response.content
        return response.json()

    def items(self, path: str, *names: str) -> list[Any]:
        """Return of each item the one field named, or the whole item."""
        rows = self.seen(path)["items"]
        return [row[names[0]] for row in rows] if names else rows

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.secret}", **named}


def caller(plant: Plant, name: str, *permissions: str) -> Caller:
    """Return somebody's program, with everything he may, or only these permissions."""
    actor = plant.signed_in(name, timezone.now())
    held = {str(each) for reach in actor.reaches for each in reach.permissions}
    now = timezone.now()
    _token, secret = make_token(
        by=actor,
        account=plant.account(name),
        name="program",
        permissions=permissions or held,
        expires_at=now + timedelta(days=1),
        at=now,
    )
    return Caller(secret)


def told(response: HttpResponse) -> tuple[int, dict[str, Any]]:
    """Return status and problem without the number of the request, which is always another."""
    body = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert body.pop("request")
    return response.status_code, body


def blamed(response: HttpResponse) -> dict[str, str]:
    """Return the fields a 409 or 422 blames, with the reasons."""
    assert response.status_code in {409, 422}, response.content
    return {each["field"]: each["reason"] for each in response.json()["errors"]}


def _json(body: Any) -> tuple[Any, str]:
    if body is None:
        return b"", "application/json"
    if isinstance(body, bytes):
        return body, "application/json"
    return json.dumps(body), "application/json"
