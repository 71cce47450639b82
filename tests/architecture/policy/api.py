"""Doors of the API's own frame."""

from tests.architecture.policy.doors import GONE, SIGNED_IN, Policy

POLICY: dict[str, Policy] = {
    "GET /api/v1/openapi.json": SIGNED_IN,
    "GET /api/v1/": GONE,
    "GET /api/v1/search": SIGNED_IN.asking("?words=wang"),
}
