"""Doors of the API."""

from tests.architecture.policy.doors import GONE, IN_UNIT, SIGNED_IN, UNREACHED, Policy

POLICY: dict[str, Policy] = {
    "GET /api/v1/units": SIGNED_IN,
    "POST /api/v1/units": UNREACHED,
    "GET /api/v1/units/as-of": UNREACHED,
    "GET /api/v1/units/{unit_id}": IN_UNIT,
    "PUT /api/v1/units/{unit_id}/name": UNREACHED,
    "PUT /api/v1/units/{unit_id}/parent": UNREACHED,
    "POST /api/v1/units/{unit_id}/merger": UNREACHED,
    "POST /api/v1/units/{unit_id}/closure": UNREACHED,
    "GET /api/v1/posts": SIGNED_IN,
    "POST /api/v1/posts": UNREACHED,
    "GET /api/v1/posts/{post_id}": IN_UNIT,
    "POST /api/v1/posts/{post_id}/closure": UNREACHED,
    "GET /api/v1/people": SIGNED_IN,
    "POST /api/v1/people": UNREACHED,
    "GET /api/v1/people/{person_id}": IN_UNIT,
    "GET /api/v1/people/{person_id}/leave": IN_UNIT,
    "POST /api/v1/people/{person_id}/leave": UNREACHED,
    "GET /api/v1/appointments": SIGNED_IN,
    "POST /api/v1/appointments": UNREACHED,
    "POST /api/v1/appointments/{appointment_id}/end": UNREACHED,
    "GET /api/v1/places": SIGNED_IN,
    "POST /api/v1/places": UNREACHED,
    "GET /api/v1/places/{place_id}": IN_UNIT,
    "POST /api/v1/places/{place_id}/closure": UNREACHED,
    "GET /api/v1/openapi.json": SIGNED_IN,
    "GET /api/v1/": GONE,
}
