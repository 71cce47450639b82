"""The description is whole: a route that is missing or says too little fails here."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from dutyline.api.frame import build

NOT_DESCRIBED = {"api/v1/openapi.json", "api/v1/"}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
OPEN = {
    "GET /api/v1/public/places/{public_key}",
    "POST /api/v1/public/places/{public_key}/reports",
    "GET /api/v1/public/reports/{code}",
}
WRITES = {"post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return dict(build().get_openapi_schema(path_prefix="/api/v1/"))


@pytest.fixture(scope="module")
def operations(document) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", method, details)
        for path, methods in document["paths"].items()
        for method, details in methods.items()
    ]


def test_no_body_wants_words_in_english_that_could_be_said_in_chinese(document):
    """Either language alone is enough; the operation refuses what says nothing in both."""
    bodies = document["components"]["schemas"]
    pairs = [
        (name, english)
        for name, body in bodies.items()
        if body.get("additionalProperties") is False
        for chinese in body["properties"]
        if chinese.endswith("_zh")
        for english in (chinese.removesuffix("_zh"), f"{chinese.removesuffix('_zh')}_en")
        if english in body["properties"]
    ]
    assert {name for name, _english in pairs} > {"ChecklistNew", "DutyNew", "EntryNew", "GoalNew"}
    wanted = [
        (name, field)
        for name, english in pairs
        for field in (english, f"{english.removesuffix('_en')}_zh")
        if field in bodies[name].get("required", [])
        or bodies[name]["properties"][field].get("minLength")
    ]
    assert wanted == []


def test_it_is_openapi_3_1_and_lies_behind_the_door(document, wang, client):
    assert document["openapi"] == "3.1.0"
    assert wang.seen("/openapi.json")["openapi"] == "3.1.0"
    assert client.get("/api/v1/openapi.json").status_code == 401


def test_times_of_a_shift_are_said_to_name_no_zone(document):
    shift = document["components"]["schemas"]["ShiftOut"]["properties"]
    assert shift["starts_at"]["format"] == shift["ends_at"]["format"] == "time-local"


def test_every_address_is_described(document):
    described = {re.sub(r"{\w+}", "{}", path).strip("/") for path in document["paths"]}
    mounted = {
        re.sub(r"<(\w+:)?\w+>", "{}", address).strip("/")
        for address in addresses(get_resolver().url_patterns)
        if address.startswith("api/v1/") and address not in NOT_DESCRIBED
    }
    assert mounted == described


def test_every_route_says_what_it_is(operations):
    silent = [
        key
        for key, _method, each in operations
        if not (each.get("summary") and each.get("description") and len(each.get("tags", [])) == 1)
    ]
    assert silent == []
    names = [each["operationId"] for _key, _method, each in operations]
    assert len(names) == len(set(names))
    assert [each["summary"] for _k, _m, each in operations if "_" in each["summary"]] == []


def test_every_route_asks_who_calls_but_those_of_reports_without_an_account(operations):
    doors = [{"PersonalToken": []}, {"SignedIn": []}]
    assert {key for key, _method, each in operations if each.get("security") != doors} == OPEN


def test_every_route_says_what_can_go_wrong(operations):
    for key, method, each in operations:
        wanted = {429 if key in OPEN else 401}
        if "{" in key:
            wanted |= {404, 422}
        if method in WRITES:
            wanted |= {400, 403, 404, 409, 413, 422}
        told = {code for code, it in each["responses"].items() if it.get("content") == PROBLEM}
        assert wanted <= told, key


def test_every_write_takes_a_key_and_a_version(operations):
    for key, method, each in operations:
        headers = {it["name"] for it in each["parameters"] if it["in"] == "header"}
        assert headers == ({"Idempotency-Key", "If-Match"} if method in WRITES else set()), key


def test_every_list_is_bounded(document, operations):
    for key, _method, each in operations:
        parameters = {it["name"]: it["schema"] for it in each["parameters"] if it["in"] == "query"}
        if "cursor" in parameters:
            assert (parameters["limit"]["minimum"], parameters["limit"]["maximum"]) == (1, 200), key
            shape = each["responses"][200]["content"]["application/json"]["schema"]["$ref"]
            listing = document["components"]["schemas"][shape.rpartition("/")[2]]
            assert {"items", "next"} <= set(listing["properties"]), key


def test_two_shapes_of_one_name_are_told_apart(document):
    schemas = document["components"]["schemas"]
    assert "owner_id" in schemas["RectificationOut"]["properties"]
    used = set(re.findall(r"#/components/schemas/([\w-]+)", str(document)))
    assert used <= schemas.keys()


def test_every_body_refuses_what_it_does_not_know(document, operations):
    loose = []
    for key, _method, each in operations:
        content = each.get("requestBody", {}).get("content", {})
        shape = content.get("application/json", {}).get("schema", {})
        name = shape.get("$ref", "").rpartition("/")[2]
        found = document["components"]["schemas"].get(name, {"additionalProperties": False})
        if found.get("additionalProperties") is not False:
            loose.append(key)
    assert loose == []


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address
