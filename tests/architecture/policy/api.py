"""Doors of the API's own frame."""

from tests.architecture.policy.doors import APPOINTED, GONE, IN_UNIT, SIGNED_IN, Policy, only

POLICY: dict[str, Policy] = {
    "GET /api/v1/openapi.json": SIGNED_IN,
    "GET /api/v1/": GONE,
    "GET /api/v1/search": SIGNED_IN.asking("?words=wang"),
    "GET /api/v1/changes/clauses/{key}": APPOINTED.needing(key="clause"),
    "GET /api/v1/changes/packs/{name}": APPOINTED,
    "GET /api/v1/changes/posts/{post_id}": IN_UNIT,
    "GET /api/v1/changes/units/{unit_id}": IN_UNIT,
    "GET /api/v1/people/{person_id}/person.pdf": only("worker", "leader", "manager"),
    "GET /api/v1/posts/{post_id}/post.pdf": IN_UNIT,
}
