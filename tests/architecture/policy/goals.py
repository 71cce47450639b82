"""Doors of goals and of the safety budget, pages and API."""

from collections.abc import Mapping
from dataclasses import replace

from tests.architecture.policy.doors import (
    SIGNED_IN,
    UNREACHED,
    Answer,
    Policy,
    Thing,
    answered,
    only,
)

LOOKING = only("other", "leader", "manager", "admin")
"""Whoever sees goals and money of some unit."""
OVER = only("leader", "manager", "admin")
"""Whoever is over the unit: its goal is no affair of the worker."""
SEEING = only("worker", "leader", "manager", "admin")
"""Whoever sees the goal of the operator: he himself, and everybody over the unit."""
RECORDING = only("leader", "manager")
LEADER, WORKER, NOBODY = only("leader"), only("worker"), only()
INVALID = Answer.INVALID
GOAL = "/api/v1/goals/{goal_id}"
LINE = "/api/v1/safety-budget/lines/{line_id}"
ASKED = {"goal_id": "asked_goal"}
WHY = {"reason": "So it was said"}
BY_POSITION = answered(worker=INVALID, manager=INVALID, admin=INVALID, leader=Answer.OPEN)
"""Only the superior may; whoever sees the goal is told so, whatever his rights."""
HELD = answered(worker=Answer.OPEN, leader=INVALID, manager=INVALID, admin=INVALID)
"""Only the holder may; whoever sees the goal is told so, whatever his rights."""


def at(policy: Policy, body: Mapping[str, object] | None = None, /, **needs: str) -> Policy:
    """Return a policy for things of the world that fill the parameters, sending a body."""
    return replace(policy, needs=needs, body=body or {})


PAGES: dict[str, Policy] = {
    "/goals/": LOOKING,
    "/goals/export/": LOOKING,
    "/goals/mine/": SIGNED_IN,
    "/goals/new/": only("other"),
    "/goals/<int:pk>/": OVER.about("goal"),
    "/goals/<int:pk>/passing/": LEADER.about("goal"),
    "/goals/<int:pk>/promise/": WORKER.about("asked_goal"),
    "/goals/<int:pk>/answer/": LEADER.about("asked_goal"),
    "/goals/<int:pk>/change/": LEADER.about("asked_goal"),
    "/goals/<int:pk>/withdrawal/": LEADER.about("asked_goal"),
    "/goals/<int:pk>/result/": WORKER.about("asked_goal"),
    "/safety-budget/": LOOKING,
    "/safety-budget/export/": LOOKING,
    "/safety-budget/plans/<int:unit>/": LEADER.needing(unit="unit_id"),
    "/safety-budget/lines/<int:pk>/": OVER.about("budget_line"),
    "/safety-budget/lines/<int:pk>/use/": RECORDING.about("budget_line"),
    "/safety-budget/uses/<int:pk>/correction/": RECORDING.about("budget_use"),
}
ACTING: dict[str, Policy] = {
    # Nobody of the sweep may set goals for team A; who may in his own unit is told so.
    "POST /api/v1/goals": at(
        only(others=INVALID),
        {"post_id": Thing("post_id"), "year": 2026, "measure": "figure"},
    ),
    # The operator's post has the goal of the team already.
    f"POST {GOAL}/below": at(
        answered(leader=Answer.OPEN, manager=INVALID, admin=INVALID),
        {"post_id": Thing("post_id"), "target": 1, **WHY},
        goal_id="goal",
    ),
    # It was asked for already: the holder is told that it does not wait.
    f"POST {GOAL}/promise": at(HELD, {"target": 1}, **ASKED),
    f"POST {GOAL}/answer": at(BY_POSITION, {"granted": True, **WHY}, **ASKED),
    f"POST {GOAL}/change": at(BY_POSITION, {"target": 0, **WHY}, **ASKED),
    f"POST {GOAL}/withdrawal": at(BY_POSITION, WHY, **ASKED),
    "POST /api/v1/safety-budget/lines": at(
        only("leader", others=INVALID),
        {"unit_id": Thing("unit_id"), "year": 2026, "purpose": "training", "planned": 1000},
    ),
    "POST /api/v1/safety-budget/uses/{use_id}/corrections": at(
        only("leader", "manager", seen_by=("admin",)),
        {"amount": 1, **WHY},
        use_id="budget_use",
    ),
}
POLICY: dict[str, Policy] = (
    PAGES
    | ACTING
    | {
        "GET /api/v1/goals": LOOKING,
        "GET /api/v1/my/goals": SIGNED_IN,
        f"GET {GOAL}": at(SEEING, **ASKED),
        f"GET {GOAL}/above": at(SEEING, **ASKED),
        f"GET {GOAL}/below": at(SEEING, **ASKED),
        f"GET {GOAL}/steps": at(SEEING, **ASKED),
        f"GET {GOAL}/results": at(SEEING, **ASKED),
        "POST /api/v1/goals/exports": LOOKING,
        "POST /api/v1/safety-budget/exports": LOOKING,
        "GET /api/v1/safety-budget/lines": LOOKING,
        "GET /api/v1/safety-budget/sums": LOOKING,
        f"GET {LINE}": at(OVER, line_id="budget_line"),
        f"GET {LINE}/uses": at(OVER, line_id="budget_line"),
        f"POST {GOAL}/results": at(UNREACHED, **ASKED),
        f"POST {LINE}/uses": at(UNREACHED, line_id="budget_line"),
    }
)
