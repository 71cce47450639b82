"""Whatever is sent, nothing breaks, nobody unknown is let in and nothing from elsewhere is told."""

import json
import os
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutyline.api.frame import build
from dutyline.api.tests.calling import Caller, caller
from dutyline.api.tests.drawing import address_of, value_of
from dutyline.modules.inspections.tests.setting import setting

DOCUMENT = build().get_openapi_schema(path_prefix="/api/v1/")
SHAPES = DOCUMENT["components"]["schemas"]
OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
REQUESTS = int(os.environ.get("DUTYLINE_FUZZ", "40"))
"""Requests drawn for each kind of caller; more where there is time."""
ELSEWHERE = ("Rail of the mill", "Ma Chao", "Colour mill", "Mixing Workshop", "Coatings Co.")
"""What no answer tells those who work at the resin company: all this is of the other company."""


@pytest.fixture
def here(db, settings, tmp_path):
    settings.HOME = tmp_path
    found = setting()
    found.found()
    found.found(by="ma", title="Rail of the mill", place=found.places.mill)
    return found


FOR_EVERYBODY = [
    ("GET", "/api/v1/public/places/{public_key}"),
    ("POST", "/api/v1/public/places/{public_key}/reports"),
    ("GET", "/api/v1/public/reports/{code}"),
]
"""What asks nobody who he is, but for a key or a code: reporting a danger and following it."""


def test_no_route_lets_nobody_in(db):
    browser, let_in, turned_away = Client(), [], set()
    for method, path, _operation in OPERATIONS:
        for headers in ({}, {"Authorization": "Bearer unknown"}):
            answer = browser.generic(method, path, b"{}", "application/json", headers=headers)
            if (method, path) in FOR_EVERYBODY:
                turned_away.add((method, path, 400 <= answer.status_code < 500))
            elif answer.status_code != 401:
                let_in.append((method, path, answer.status_code))
    assert let_in == []
    assert turned_away == {(*each, True) for each in FOR_EVERYBODY}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["admin", "chen", "wang"])
def test_nothing_that_is_sent_breaks_anything(here, name):
    program = caller(here.plant, name)
    program.client.raise_request_exception = False

    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(OPERATIONS), st.data())
    def send(drawn: tuple[str, str, dict[str, Any]], data: st.DataObject) -> None:
        method, path, operation = drawn
        address = address_of(data.draw, path, operation, SHAPES)
        with transaction.atomic():
            answer = ask(program, method, address, data.draw(body_of(operation)))
            # Read to the end: closing it by hand would end the transaction's connection with it.
            told = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        assert answer.status_code < 500, (method, address, told)
        if answer.status_code >= 400 and answer.status_code not in {404, 405}:
            assert answer["Content-Type"] == "application/problem+json", (method, address)
        if name != "admin":
            leaked = [each for each in ELSEWHERE if each.encode() in told]
            assert leaked == [], (method, address)

    send()


def body_of(operation: dict[str, Any]) -> st.SearchStrategy[Any]:
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return value_of(content["application/json"]["schema"], SHAPES)
    return st.just({})


def ask(program: Caller, method: str, address: str, body: Any) -> Any:
    headers = {"Authorization": f"Bearer {program.secret}"}
    sent = b"" if method == "GET" else json.dumps(body).encode()
    return program.client.generic(method, address, sent, "application/json", headers=headers)
