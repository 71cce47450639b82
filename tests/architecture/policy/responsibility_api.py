"""Doors of the API of the responsibility system, and of its papers."""

from collections.abc import Mapping
from dataclasses import replace

from tests.architecture.policy.doors import (
    SIGNED_IN,
    Answer,
    Policy,
    Thing,
    answered,
    only,
)

NO, INVALID, NOTHING = Answer.NO, Answer.INVALID, Answer.NOTHING
LOOKING = only("other", "leader", "manager", "admin")
"""Whoever sees cards of some unit."""
SEEING = only("worker", "leader", "manager", "admin")
"""Whoever sees the card in force: its holder, and everybody over the unit."""
READING = only("leader", "manager", "admin")
"""Whoever sees what is still being written."""
HERE: dict[str, object] = {"unit_id": Thing("unit_id")}
DAY = "2026-03-02"
IN_FORCE = {"card_id": "card", "version_id": "version"}
VERSION = "/api/v1/cards/{card_id}/versions/{version_id}"
CARD = "/api/v1/cards/{card_id}"
ROOT = "/api/v1/coverage-of-duties"


def at(policy: Policy, body: Mapping[str, object] | None = None, /, **needs: str) -> Policy:
    """Return a policy for things of the world that fill the parameters, sending a body."""
    return replace(policy, needs=needs, body=body or {})


WRITING: dict[str, Policy] = {
    "POST /api/v1/cards": at(
        only("leader", "manager", "admin", others=INVALID), {"post_id": Thing("post_id")}
    ),
    f"POST {CARD}/next": at(
        only("leader", "manager", "admin", seen_by=("worker",)), card_id="card"
    ),
    f"PUT {CARD}/draft": at(READING, card_id="drafted_card"),
    f"DELETE {CARD}/draft": at(READING, card_id="drafted_card"),
    # The draft names neither scope nor assessment standard.
    f"POST {CARD}/review": at(
        answered(leader=INVALID, manager=INVALID, admin=INVALID), card_id="drafted_card"
    ),
    # It waits for nothing yet; the administrator may not decide.
    f"POST {CARD}/approval": at(
        only("leader", "manager", seen_by=("admin",)), card_id="drafted_card"
    ),
    f"POST {CARD}/return": at(
        only("leader", "manager", seen_by=("admin",)), {"reason": "more"}, card_id="drafted_card"
    ),
    f"POST {CARD}/publication": at(
        only("leader", "manager", seen_by=("admin",)),
        {"valid_from": DAY},
        card_id="drafted_card",
    ),
    # Only a holder accepts; the others who see the card are told so.
    f"POST {VERSION}/acceptance": at(
        answered(worker=Answer.OPEN, leader=INVALID, manager=INVALID, admin=INVALID),
        {"words": "I keep it clear"},
        **IN_FORCE,
    ),
    "POST /api/v1/cards/together/drafts": at(
        only("leader", "manager", "admin", others=INVALID), HERE
    ),
    "POST /api/v1/cards/together/review": at(
        only("leader", "manager", "admin", others=INVALID), HERE
    ),
    "POST /api/v1/cards/together/approval": at(only("leader", "manager", others=INVALID), HERE),
    "POST /api/v1/cards/together/publication": at(
        only("leader", "manager", others=INVALID), {**HERE, "valid_from": DAY}
    ),
}
POLICY: dict[str, Policy] = WRITING | {
    "GET /api/v1/cards": LOOKING,
    "POST /api/v1/cards/exports": LOOKING,
    "/cards/export/": LOOKING,
    "GET /api/v1/my/cards": SIGNED_IN,
    f"GET {CARD}": at(SEEING, card_id="card"),
    f"GET {CARD}/versions": at(SEEING, card_id="card"),
    f"GET {VERSION}": at(READING, card_id="drafted_card", version_id="drafted_version"),
    # A first version has none before it.
    f"GET {VERSION}/difference": at(only(), **IN_FORCE),
    f"GET {VERSION}/acceptances": at(SEEING, **IN_FORCE),
    f"GET {VERSION}/waiting": at(SEEING, **IN_FORCE),
    f"GET {VERSION}/card.pdf": at(SEEING, **IN_FORCE),
    f"GET {VERSION}/card.docx": at(SEEING, **IN_FORCE),
    f"GET {ROOT}": LOOKING,
    f"GET {ROOT}/gaps": LOOKING,
    f"GET {ROOT}/clauses/{{key}}/posts": LOOKING.needing(key="clause"),
    # Operators do not owe the duty of the sweep: whoever may name a lead is told.
    f"POST {ROOT}/leads": at(
        only("leader", "manager", "admin", others=INVALID),
        {"post_id": Thing("post_id"), "duty_id": Thing("duty_id")},
    ),
    "/cards/<int:pk>/versions/<int:version>/card.pdf": SEEING.about("card").needing(
        version="version"
    ),
    "/cards/<int:pk>/versions/<int:version>/card.docx": SEEING.about("card").needing(
        version="version"
    ),
}
