"""Doors of responsibility letters: their API. No door of it signs."""

from collections.abc import Mapping
from dataclasses import replace

from tests.architecture.policy.doors import SIGNED_IN, Answer, Policy, Thing, only

LOOKING = only("other", "leader", "manager", "admin")
"""Whoever sees letters of some unit."""
MAPPING = only("leader", "manager", "admin")
"""Whoever is over the unit."""
MANAGING = only("manager", "admin", seen_by=("leader",))
SEEING = only("worker", "leader", "manager", "admin")
"""Whoever sees the letter: its holder, his superior, and everybody over the unit."""
ROUNDS, LETTER = "/api/v1/letter-rounds", "/api/v1/letters/{letter_id}"
ROUND = f"{ROUNDS}/{{round_id}}"
TEMPLATE = "/api/v1/units/{unit_id}/letter-template"
SETUP = {"language": "en", "due_days": 7, "partner_person_id": Thing("person_id")}


def at(policy: Policy, body: Mapping[str, object] | None = None, /, **needs: str) -> Policy:
    """Return a policy for things of the world that fill the parameters, sending a body."""
    return replace(policy, needs=needs, body=body or {})


POLICY: dict[str, Policy] = {
    "GET /api/v1/letters": LOOKING,
    "GET /api/v1/my/letters": SIGNED_IN,
    "GET /api/v1/my/people/letters": SIGNED_IN,
    f"GET {LETTER}": at(SEEING, letter_id="letter"),
    f"GET {LETTER}/text": at(SEEING, letter_id="letter"),
    f"GET {LETTER}/texts": at(SEEING, letter_id="letter"),
    f"GET {LETTER}/signatures": at(SEEING, letter_id="letter"),
    f"GET {LETTER}/refusals": at(SEEING, letter_id="letter"),
    f"GET {ROUNDS}": LOOKING,
    f"POST {ROUNDS}": at(
        only("manager", "admin", others=Answer.INVALID),
        {"unit_id": Thing("unit_id"), "year": 2027, **SETUP},
    ),
    f"GET {ROUND}": at(MAPPING, round_id="letter_round"),
    f"GET {ROUND}/standing": at(MAPPING, round_id="letter_round"),
    f"PUT {ROUND}/setup": at(MANAGING, SETUP, round_id="letter_round"),
    f"POST {ROUND}/generation": at(MANAGING, round_id="letter_round"),
    f"POST {ROUND}/opening": at(MANAGING, round_id="letter_round"),
    f"GET {TEMPLATE}": at(MAPPING, unit_id="unit_id"),
    f"POST {TEMPLATE}": at(MANAGING, {"promise_en": "I promise"}, unit_id="unit_id"),
}
