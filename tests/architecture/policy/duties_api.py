"""Doors of the API to duties and what came due."""

from tests.architecture.policy.doors import (
    IN_UNIT,
    SIGNED_IN,
    Answer,
    Policy,
    Thing,
    only,
)

ON = "2026-12-01"
MANAGED = only("manager", "admin", seen_by=("worker", "leader"))
LINE = only("leader", "manager")
SHOWN = only("worker", "leader", "manager", seen_by=("admin",))
"""What a person owes: he himself and those above him."""
ANSWERED = only("worker", "leader", "manager")
POLICY: dict[str, Policy] = {
    "GET /api/v1/duties": only("manager", "admin"),
    "POST /api/v1/duties": only("manager", "admin").sending(
        key="own.walk",
        text_en="Walk through the shop",
        evidence_kind="inspections.round_done",
        on=ON,
    ),
    "GET /api/v1/duties/{duty_id}": IN_UNIT,
    "GET /api/v1/duties/{duty_id}/versions": IN_UNIT,
    "POST /api/v1/duties/{duty_id}/changes": MANAGED.sending(weight="2", on=ON),
    "POST /api/v1/duties/{duty_id}/retirement": MANAGED.sending(on=ON),
    "GET /api/v1/posts/{post_id}/duties": IN_UNIT,
    "POST /api/v1/posts/{post_id}/duties": MANAGED.sending(duty_id=Thing("duty_id"), on=ON),
    "POST /api/v1/posts/{post_id}/duties/{duty_id}/end": MANAGED.sending(on=ON),
    "POST /api/v1/posts/{post_id}/standard-duties": MANAGED.sending(on=ON),
    "POST /api/v1/standard-posts/{standard}/posts": only(
        "admin", seen_by=("worker", "leader", "manager"), others=Answer.INVALID
    ).sending(post_ids=[Thing("post_id")], on=ON),
    "GET /api/v1/obligations": SIGNED_IN,
    "GET /api/v1/obligations/{obligation_id}": ANSWERED,
    "POST /api/v1/obligations/{obligation_id}/waiver": only(
        "manager", seen_by=("worker", "leader")
    ).sending(reason="The plant stood still"),
    "POST /api/v1/obligations/{obligation_id}/not-applicable": only(
        "manager", seen_by=("worker", "leader")
    ).sending(reason="The plant stood still"),
    "GET /api/v1/people/{person_id}/duties": SHOWN,
    "GET /api/v1/people/{person_id}/line": SHOWN,
    "GET /api/v1/people/{person_id}/evidence": SHOWN,
    "GET /api/v1/units/{unit_id}/board": LINE,
    "GET /api/v1/units/{unit_id}/decay": LINE,
}
POLICY = {key: policy.needing(obligation_id="obligation") for key, policy in POLICY.items()}
