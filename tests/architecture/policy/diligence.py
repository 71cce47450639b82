"""Doors of due-diligence files, pages and API."""

from dataclasses import replace

from tests.architecture.policy.doors import SIGNED_IN, Answer, Policy, Thing, only

API = "/api/v1/due-diligence-files"
ASKING = only("worker", "leader", "manager")
"""Wang himself, and whoever may ask about the people of his unit."""

POLICY: dict[str, Policy] = {
    "/due-diligence/": SIGNED_IN,
    "/due-diligence/new/<slug:kind>/<int:pk>/": ASKING.about("person_id").needing(kind="file_kind"),
    "/due-diligence/<int:pk>/": only("worker").about("diligence_file"),
    f"GET {API}": SIGNED_IN,
    f"POST {API}": replace(
        only("worker", "leader", "manager", others=Answer.INVALID),
        body={
            "kind": "person",
            "about_id": Thing("person_id"),
            "first": "2026-01-01",
            "last": "2026-03-01",
            "reason": "An inspector asked for it",
        },
    ),
    f"GET {API}/{{file_id}}": replace(only("worker"), needs={"file_id": "diligence_file"}),
    "GET /api/v1/my/due-diligence-requests": SIGNED_IN,
}
