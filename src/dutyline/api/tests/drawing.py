"""Draws requests from the API's own description: mostly what it allows, sometimes not."""

from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.text(max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.sampled_from(
        ["9999-12-31", "0001-01-01", "24:00", "../..", "'; --", "％", "\u202e", "1e999"]
    ),
)
NUMBERS = st.one_of(st.integers(1, 12), st.integers(-1, 2**64))
FORMATS = {
    "date": st.dates().map(str) | st.sampled_from(["2026-02-01", "2026-03-05"]),
    "date-time": st.datetimes().map(lambda at: at.isoformat() + "Z"),
    "time-local": st.times().map(str),
}
Schema = dict[str, Any]


def value_of(schema: Schema, shapes: dict[str, Schema], depth: int = 0) -> st.SearchStrategy[Any]:
    """Return values of a JSON schema, one in eight of them anything at all."""
    good = _good(schema, shapes, depth)
    return st.integers(0, 7).flatmap(lambda one: JUNK if one == 0 else good)


def _good(schema: Schema, shapes: dict[str, Schema], depth: int) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _good(shapes[schema["$ref"].rpartition("/")[2]], shapes, depth)
    if "anyOf" in schema:
        return st.one_of([_good(each, shapes, depth) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        return _object(schema, shapes, depth)
    if kind == "array":
        return st.lists(value_of(schema.get("items", {}), shapes, depth + 1), max_size=3)
    if kind == "string":
        longest = min(schema.get("maxLength", 30), 300)
        return FORMATS.get(schema.get("format", ""), st.text(max_size=longest) | st.just("x"))
    simple: dict[Any, st.SearchStrategy[Any]] = {
        "integer": NUMBERS,
        "number": st.floats(allow_nan=False, allow_infinity=False) | NUMBERS,
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return simple.get(kind, JUNK)


def _object(schema: Schema, shapes: dict[str, Schema], depth: int) -> st.SearchStrategy[Any]:
    needed = set(schema.get("required", ()))
    fields = {
        name: value_of(each, shapes, depth + 1) for name, each in schema["properties"].items()
    }
    return st.fixed_dictionaries(
        {name: each for name, each in fields.items() if name in needed},
        optional={name: each for name, each in fields.items() if name not in needed},
    )


def address_of(draw: Any, path: str, operation: dict[str, Any], shapes: dict[str, Schema]) -> str:
    """Draw the address of a request: its parameters, and sometimes one nobody knows."""
    query: list[tuple[str, Any]] = []
    for each in operation["parameters"]:
        if each["in"] == "path":
            value = draw(
                NUMBERS if each["schema"].get("type") == "integer" else st.text(max_size=9)
            )
            path = path.replace(f"{{{each['name']}}}", quote(str(value) or "x", safe=""))
        elif each["in"] == "query" and (each["required"] or draw(st.booleans())):
            value = draw(value_of(each["schema"], shapes))
            query += [
                (each["name"], one) for one in (value if isinstance(value, list) else [value])
            ]
    if not draw(st.integers(0, 19)):
        query.append(("strange", "1"))
    return f"{path}?{urlencode([(name, _text(value)) for name, value in query])}"


def _text(value: Any) -> bytes:
    return str(value).encode("utf-8", "replace")
