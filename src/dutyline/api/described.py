"""How the API describes itself: every route with what can go wrong, in OpenAPI 3.1."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ninja import NinjaAPI
from ninja.errors import ConfigError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from dutyline.api.errors import MEDIA_TYPE

PROBLEM = "#/components/schemas/Problem"
SHAPE: dict[str, Any] = {
    "title": "Problem",
    "description": "A problem document (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "request"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "what went wrong, in the caller's language"},
        "status": {"type": "integer"},
        "request": {"type": "string", "description": "number of the request in the log"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "reason"],
                "properties": {"field": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
        "now": {
            "type": "object",
            "description": "after a conflict: the fields that are no longer as If-Match knew them",
        },
    },
}
ALWAYS = {401: "Nobody is signed in, and no valid token was sent"}
OF_ANYBODY = {429: "Too many came from there, or for this, within an hour"}
OF_AN_OBJECT = {404: "It does not exist, or not for the caller"}
OF_INPUT = {422: "A parameter or field cannot be accepted; `errors` say which and why"}
OF_A_WRITE = {
    400: "The body is not JSON",
    403: "The caller may see this, but not do this",
    404: "It does not exist, or not for the caller",
    409: "Somebody was faster, or changed it since it was read",
    413: "More than is taken at once",
    422: "Something cannot be accepted; `errors` say which field and why",
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 8, "maxLength": 80},
    "description": "a word of the caller's: the same request sent again gets the same answer",
}
MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string", "maxLength": 1000},
    "description": "the ETag it was read with: refused when somebody changed it since",
}


class Description(OpenAPISchema):
    """The library's description, with the errors and headers all routes share."""

    room = ""
    renamed: Mapping[str, str] = MappingProxyType({})
    """Names of the schema just made that already stand for another shape, and what to say."""

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """Describe one route."""
        self.room = operation.tags[0] if operation.tags else ""
        details: dict[str, Any] = super().operation_details(operation)
        write = "GET" not in operation.methods
        if write:
            details["parameters"] = [*details["parameters"], KEY, MATCH]
        wrong = dict(ALWAYS if operation.auth_callbacks else OF_ANYBODY)
        if details["parameters"]:
            wrong |= OF_INPUT
        if "{" in operation.path or not write:
            wrong |= OF_AN_OBJECT
        if write:
            wrong |= OF_A_WRITE
        for status, words in sorted(wrong.items()):
            content = {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}
            details["responses"].setdefault(status, {"description": words, "content": content})
        return details

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Keep the shapes of a route; where rooms use one name for two, the room is named too."""
        renamed: dict[str, str] = {}
        while strange := [
            name
            for name, shape in definitions.items()
            if name in self.schemas
            and name not in renamed
            and self.schemas[name] != _with_names(shape, renamed)
        ]:
            renamed |= {name: f"{self.room.title()}{name}" for name in strange}
        for name, shape in definitions.items():
            said, whole = renamed.get(name, name), _with_names(shape, renamed)
            if self.schemas.setdefault(said, whole) != whole:
                raise ConfigError(f"two shapes are called {said}")
        self.renamed = renamed

    def _create_schema_from_model(self, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], bool]:
        self.renamed = {}
        schema, required = super()._create_schema_from_model(*args, **kwargs)
        return _with_names(schema, self.renamed), required

    def _extract_parameters(self, model: Any) -> list[dict[str, Any]]:
        self.renamed = {}
        found = super()._extract_parameters(model)
        return [_with_names(each, self.renamed) for each in found]

    def get_components(self) -> dict[str, Any]:
        """Add the shape of a problem; times of day are those of the plant, without an offset."""
        components: dict[str, Any] = _with_local_times(super().get_components())
        components["schemas"]["Problem"] = SHAPE
        return components


def _with_names(value: Any, renamed: Mapping[str, str]) -> Any:
    """Return a schema with other names where it refers to these."""
    if isinstance(value, dict):
        return {
            key: _reference(each, renamed) if key == "$ref" else _with_names(each, renamed)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_with_names(each, renamed) for each in value]
    return value


def _with_local_times(value: Any) -> Any:
    """Return a schema whose times name no zone: in JSON Schema, `time` asks for one."""
    if isinstance(value, dict):
        local = {"format": "time-local"} if value.get("format") == "time" else {}
        return {key: _with_local_times(each) for key, each in value.items()} | local
    if isinstance(value, list):
        return [_with_local_times(each) for each in value]
    return value


def _reference(to: str, renamed: Mapping[str, str]) -> str:
    folder, _slash, name = to.rpartition("/")
    return f"{folder}/{renamed.get(name, name)}"


class DescribedAPI(NinjaAPI):
    """An API that describes its errors too."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the OpenAPI document."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        return Description(self, prefix)
