"""Doors of the API to units, posts, people and places."""

from tests.architecture.policy.doors import (
    IN_UNIT,
    SIGNED_IN,
    Answer,
    Policy,
    Thing,
    answered,
    only,
)

ON = "2026-12-01"
"""A day to come: what is sent is a plan, and nothing of today changes."""
SEE = ("worker", "leader", "manager")
MANAGED = only("admin", seen_by=SEE)
"""A thing in the address: seen by its people, changed by the administrator."""
NAMED = only("admin", seen_by=SEE, others=Answer.INVALID)
"""A thing in the body: whoever does not see it is told that it does not exist."""
OVER_BOTH = answered(
    admin=Answer.OPEN, manager=Answer.NO, leader=Answer.INVALID, worker=Answer.INVALID
)
"""From team A into the safety department, which its people do not see."""
KEEPERS = only("manager", "admin", seen_by=("worker", "leader"))
"""Places: the safety manager keeps them too."""
INTO = {"unit_id": Thing("safety_id"), "on": ON}
UNITS: dict[str, Policy] = {
    "GET /api/v1/units": SIGNED_IN,
    "POST /api/v1/units": NAMED.sending(
        name="Pilot plant", kind="team", parent_id=Thing("unit_id"), on=ON
    ),
    "GET /api/v1/units/as-of": SIGNED_IN.asking("?on=2026-06-01"),
    "GET /api/v1/units/{unit_id}": IN_UNIT,
    "GET /api/v1/units/{unit_id}/versions": IN_UNIT,
    "GET /api/v1/units/{unit_id}/shifts": IN_UNIT,
    "GET /api/v1/units/{unit_id}/calendar": IN_UNIT.asking("?first=2026-06-01"),
    "PUT /api/v1/units/{unit_id}/name": MANAGED.sending(name="Shift team C", on=ON),
    "PUT /api/v1/units/{unit_id}/time-zone": MANAGED.sending(time_zone="Asia/Urumqi"),
    "PUT /api/v1/units/{unit_id}/parent": OVER_BOTH.sending(parent_id=Thing("safety_id"), on=ON),
    "POST /api/v1/units/{unit_id}/merger": OVER_BOTH.sending(into_id=Thing("safety_id"), on=ON),
    "POST /api/v1/units/{unit_id}/closure": MANAGED.sending(on=ON, with_contents=True),
    "POST /api/v1/units/{unit_id}/shifts": MANAGED.sending(
        name="Night",
        starts_at="22:00",
        ends_at="06:00",
        anchor="2026-01-05",
        cycle_days=7,
        cycle_on=[0, 1, 2, 3, 4],
        on=ON,
    ),
    "POST /api/v1/shifts/{shift_id}/end": MANAGED.sending(on=ON),
}
POSTS: dict[str, Policy] = {
    "GET /api/v1/posts": SIGNED_IN,
    "POST /api/v1/posts": NAMED.sending(title="Fitter", unit_id=Thing("unit_id"), on=ON),
    "GET /api/v1/posts/as-of": SIGNED_IN.asking("?on=2026-06-01"),
    "GET /api/v1/posts/{post_id}": IN_UNIT,
    "GET /api/v1/posts/{post_id}/versions": IN_UNIT,
    "GET /api/v1/posts/{post_id}/chain": IN_UNIT,
    "PUT /api/v1/posts/{post_id}/facts": MANAGED.sending(
        title="Operator",
        superior_id=None,
        heads_unit=False,
        level=5,
        headcount="2",
        standard="",
        on=ON,
    ),
    "PUT /api/v1/posts/{post_id}/unit": OVER_BOTH.sending(**INTO),
    "POST /api/v1/posts/{post_id}/closure": MANAGED.sending(on=ON),
}
FACTS = {"name": "Wang Fang", "number": "W-1", "email": "", "phone": "", "language": ""}
PEOPLE: dict[str, Policy] = {
    "GET /api/v1/people": SIGNED_IN,
    "POST /api/v1/people": NAMED.sending(name="Fan Bing", unit_id=Thing("unit_id")),
    "GET /api/v1/people/{person_id}": IN_UNIT,
    "GET /api/v1/people/{person_id}/facts": only("worker", "admin"),
    "PUT /api/v1/people/{person_id}/facts": only("admin", seen_by=("worker",)).sending(**FACTS),
    "POST /api/v1/people/{person_id}/departure": MANAGED.sending(on=ON),
    "POST /api/v1/people/{person_id}/return": MANAGED.sending(on=ON),
    "GET /api/v1/leave": SIGNED_IN,
    "GET /api/v1/people/{person_id}/leave": IN_UNIT,
    "POST /api/v1/people/{person_id}/leave": answered(
        admin=Answer.NO, manager=Answer.OPEN, leader=Answer.OPEN, worker=Answer.INVALID
    ).sending(since=ON, until="2026-12-05", reason="Family"),
    "POST /api/v1/leave/{leave_id}/cut": answered(
        manager=Answer.OPEN, leader=Answer.OPEN, worker=Answer.INVALID
    ).sending(back_on="2026-07-03"),
    "GET /api/v1/appointments": SIGNED_IN,
    "POST /api/v1/appointments": NAMED.sending(
        person_id=Thing("person_id"), post_id=Thing("other_post_id"), on=ON, share="0.5"
    ),
    "GET /api/v1/appointments/{appointment_id}": IN_UNIT,
    "POST /api/v1/appointments/{appointment_id}/end": MANAGED.sending(on=ON),
}
PLACES: dict[str, Policy] = {
    "GET /api/v1/places": SIGNED_IN,
    "POST /api/v1/places": only(
        "manager", "admin", seen_by=("worker", "leader"), others=Answer.INVALID
    ).sending(name="Valve pit", kind="area", unit_id=Thing("unit_id"), on=ON),
    "GET /api/v1/places/{place_id}": IN_UNIT,
    "PUT /api/v1/places/{place_id}/facts": KEEPERS.sending(
        name="Pump house", kind="area", within_id=None
    ),
    "PUT /api/v1/places/{place_id}/unit": answered(
        admin=Answer.OPEN, manager=Answer.OPEN, leader=Answer.INVALID, worker=Answer.INVALID
    ).sending(**INTO),
    "POST /api/v1/places/{place_id}/closure": KEEPERS.sending(on=ON),
}
FORESEEN = (
    "PUT /api/v1/units/{unit_id}/parent",
    "POST /api/v1/units/{unit_id}/merger",
    "POST /api/v1/units/{unit_id}/closure",
    "POST /api/v1/units/{unit_id}/shifts",
    "POST /api/v1/shifts/{shift_id}/end",
    "PUT /api/v1/posts/{post_id}/unit",
    "POST /api/v1/posts/{post_id}/closure",
    "POST /api/v1/appointments/{appointment_id}/end",
)
"""Changes whose outcome is told before, to whom may make them."""
CHANGES: dict[str, Policy] = UNITS | POSTS | PEOPLE | PLACES
FORESIGHT = {f"POST {key.split()[1]}/foresight": CHANGES[key] for key in FORESEEN}
POLICY: dict[str, Policy] = CHANGES | FORESIGHT
