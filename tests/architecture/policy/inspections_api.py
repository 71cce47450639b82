"""Doors of the API of inspections."""

from collections.abc import Mapping
from dataclasses import replace

from tests.architecture.policy.doors import (
    APPOINTED,
    IN_UNIT,
    OWN,
    PEOPLE,
    PUBLIC,
    SIGNED_IN,
    UNHEARD,
    UNREACHED,
    Answer,
    Policy,
    Thing,
    only,
)

NO, INVALID = Answer.NO, Answer.INVALID
LATER = "2100-01-01"
WHY = {"reason": "seen twice"}
SEEING = ("worker", "leader", "manager")
"""Whoever sees the dangers of team A; the administrator of the group does not."""
LEADING = ("leader", "manager")


def at(policy: Policy, body: Mapping[str, object] | None = None, /, **needs: str) -> Policy:
    """Return a policy for things of the world that fill the parameters, sending a body."""
    return replace(policy, needs=needs, body=body or {})


def finding(
    *people: str,
    body: Mapping[str, object] | None = None,
    thing: str = "finding",
    own: tuple[str, ...] = (),
) -> Policy:
    """Let these people do something to a danger; others of those who see it are refused.

    `own` may not because it is their own doing, which they are told.
    """
    told = {who: NO for who in SEEING if who not in people} | dict.fromkeys(own, INVALID)
    return at(telling(only(*people), told), body, finding_id=thing)


def owned(*people: str, body: Mapping[str, object] | None = None, thing: str) -> Policy:
    """Let these people do what the owner does; others who see it learn whose it is."""
    return finding(*people, body=body, thing=thing, own=tuple({*SEEING} - {*people}))


def telling(policy: Policy, told: Mapping[str, Answer]) -> Policy:
    """Return a policy that answers some people otherwise."""
    answers = zip(PEOPLE, policy.answers, strict=True)
    return replace(policy, answers=tuple(told.get(who, answer) for who, answer in answers))


LEDGER: dict[str, Policy] = {
    "GET /api/v1/findings": SIGNED_IN,
    "POST /api/v1/findings": at(
        only(*SEEING, others=INVALID), {"title": "A rail", "unit_id": Thing("unit_id")}
    ),
    "GET /api/v1/findings/count": SIGNED_IN,
    "POST /api/v1/findings/exports": SIGNED_IN,
    "GET /api/v1/findings/similar": UNREACHED,
    "GET /api/v1/findings/{finding_id}": finding(*SEEING),
    "GET /api/v1/findings/{finding_id}/rectification": finding(*SEEING, thing="assigned"),
    "GET /api/v1/findings/{finding_id}/history": finding(*SEEING),
    "GET /api/v1/findings/{finding_id}/photos": finding(*SEEING),
    "GET /api/v1/findings/{finding_id}/major": finding(*SEEING),
    "POST /api/v1/findings/{finding_id}/photos": at(UNREACHED, finding_id="finding"),
    "GET /api/v1/saved-views": SIGNED_IN,
    "POST /api/v1/saved-views": at(SIGNED_IN, {"name": "Mine", "filter": {}}),
    "GET /api/v1/saved-views/{view_id}": at(OWN, view_id="view"),
    "PUT /api/v1/saved-views/{view_id}": at(OWN, {"filter": {}}, view_id="view"),
    "DELETE /api/v1/saved-views/{view_id}": at(OWN, view_id="view"),
}
FIVE: dict[str, object] = {"owner_id": Thing("person_id"), "due_on": LATER}
PARTS = ["cause", "analysis", "goals", "methods", "means", "persons", "time_limit", "safety"]
PLAN: dict[str, object] = dict.fromkeys(PARTS, "said")
MORE_TIME: dict[str, object] = {"to_on": LATER, "interim_control": "Out of use", **WHY}
TOLD: dict[str, object] = {"authority": "City", "day": "2026-03-02"}
VERBS: dict[str, Policy] = {
    "assignment": finding(*LEADING, body=FIVE),
    "reassignment": finding(*LEADING, body={**FIVE, **WHY}, thing="assigned"),
    "receipt": owned("leader", thing="assigned"),
    "extension": owned("leader", body=MORE_TIME, thing="assigned"),
    "extension/decision": finding(
        "manager", body={"granted": True}, thing="asked", own=("leader",)
    ),
    "funds": owned(*LEADING, body={"amount": 9, "purpose": "A pump"}, thing="assigned"),
    "funds/decision": finding("manager", body={"granted": 5}, thing="asked", own=("leader",)),
    "repair": owned(*LEADING, body={"text": "Done"}, thing="assigned"),
    "verification": finding("manager", body={"effective": True}, thing="reported", own=("leader",)),
    "closure": finding("manager"),
    "reopening": finding(
        "manager", body={"due_on": LATER, **WHY}, thing="verified", own=("leader",)
    ),
    "void": finding("manager", body=WHY),
    "merger": finding(*LEADING, body={"into_id": Thing("assigned")}),
    "grade": finding(*LEADING, body=WHY),
    "amendment": finding(*SEEING, body={"spot": "left", **WHY}),
    "plan": finding(body=PLAN, thing="major"),
    "supervision": finding("manager", body={"supervisor": "A", "due_on": LATER}, thing="major"),
    "supervision/end": finding("manager", thing="major"),
    "authority": finding("manager", body=TOLD, thing="major"),
    "staff-notice": finding(*LEADING, body={"day": "2026-03-02", "how": "Board"}),
}
LEDGER |= {f"POST /api/v1/findings/{{finding_id}}/{verb}": each for verb, each in VERBS.items()}


def walk(
    *people: str,
    body: Mapping[str, object] | None = None,
    refused: Answer = NO,
    thing: str = "round",
    **needs: str,
) -> Policy:
    """Let these people do something to a round; what the others who see it are told."""
    told = {who: refused for who in LEADING if who not in people}
    return at(telling(only(*people), told), body, round_id=thing, **needs)


ANSWER = {"verdict": "conforms"}
ANSWERS: dict[str, object] = {"answers": [{"item_id": Thing("walked_item"), **ANSWER}]}
ITEM = "/api/v1/rounds/{round_id}/answers/{item_id}"
WALKS: dict[str, Policy] = {
    "GET /api/v1/rounds": SIGNED_IN,
    "POST /api/v1/rounds": at(
        only(*LEADING, others=INVALID),
        {"checklist_id": Thing("checklist"), "unit_id": Thing("unit_id")},
    ),
    "GET /api/v1/rounds/{round_id}": walk(*LEADING),
    "GET /api/v1/rounds/{round_id}/items": walk(*LEADING),
    # Its time is over by now, whoever wants to begin it.
    "POST /api/v1/rounds/{round_id}/start": walk(refused=INVALID),
    f"PUT {ITEM}": walk(
        "leader", body=dict(ANSWER), refused=INVALID, thing="walked", item_id="walked_item"
    ),
    "POST /api/v1/rounds/{round_id}/answers": walk(
        "leader", body=ANSWERS, refused=INVALID, thing="walked"
    ),
    f"POST {ITEM}/photos": at(UNREACHED, round_id="walked", item_id="walked_item"),
    f"POST {ITEM}/finding": walk("leader", refused=INVALID, thing="walked", item_id="walked_item"),
    # Of its items only one is answered.
    "POST /api/v1/rounds/{round_id}/finish": walk(refused=INVALID, thing="walked"),
    "POST /api/v1/rounds/{round_id}/abandonment": walk(
        "leader", body=WHY, refused=INVALID, thing="walked"
    ),
    "POST /api/v1/rounds/{round_id}/void": walk("manager", body=WHY),
}


def keeping(*people: str, body: Mapping[str, object] | None = None, thing: str) -> Policy:
    """Let these people do something to a checklist; others of those who see it are refused."""
    seen_by = tuple(who for who in LEADING if who not in people)
    return at(only(*people, seen_by=seen_by), body, checklist_id=thing, number="number")


LOOKING = only("other", *LEADING)
"""Whoever sees rounds of some unit: each his own."""
NAMED = {"name": "Daily"}
TERMS: dict[str, object] = {
    "whole_unit": True,
    "post_id": Thing("post_id"),
    "cadence": "daily",
    "on": LATER,
}
LIST = "/api/v1/checklists/{checklist_id}"
PLANS: dict[str, Policy] = {
    "GET /api/v1/checklists": LOOKING,
    "POST /api/v1/checklists": at(
        only("manager", others=INVALID), {**NAMED, "unit_id": Thing("unit_id")}
    ),
    f"GET {LIST}": keeping(*LEADING, thing="checklist"),
    f"GET {LIST}/versions": keeping(*LEADING, thing="checklist"),
    f"GET {LIST}/versions/{{number}}": keeping(*LEADING, thing="checklist"),
    f"PUT {LIST}/name": keeping("manager", body=dict(NAMED), thing="checklist"),
    f"GET {LIST}/draft": at(only("manager"), checklist_id="draft"),
    f"PUT {LIST}/draft": keeping("manager", body={"items": [{"text": "Rail"}]}, thing="draft"),
    f"POST {LIST}/publication": keeping("manager", thing="draft"),
    f"POST {LIST}/retirement": keeping("manager", thing="checklist"),
    "GET /api/v1/plans": LOOKING,
    "POST /api/v1/plans": at(
        only(*LEADING, others=INVALID),
        {"unit_id": Thing("unit_id"), "checklist_id": Thing("checklist"), **TERMS},
    ),
    "GET /api/v1/plans/{plan_id}": at(only(*LEADING), plan_id="plan"),
    "POST /api/v1/plans/{plan_id}/change": at(only(*LEADING), dict(TERMS), plan_id="plan"),
    "POST /api/v1/plans/{plan_id}/end": at(only(*LEADING), {"on": LATER, **WHY}, plan_id="plan"),
    "POST /api/v1/plans/{plan_id}/pause": at(only(*LEADING), {"on": LATER, **WHY}, plan_id="plan"),
    "POST /api/v1/plans/{plan_id}/resumption": at(only(*LEADING), {"on": LATER}, plan_id="plan"),
    "GET /api/v1/coverage": LOOKING,
}
MANAGER = only("manager")
REPORT = "/api/v1/place-reports/{report_id}"
FIGURES = "/api/v1/statistics-reports/{report_id}"
REPORTS: dict[str, Policy] = {
    "GET /api/v1/statistics": only("other", *SEEING),
    "GET /api/v1/statistics-reports": only("other", *SEEING),
    f"GET {FIGURES}": at(MANAGER, report_id="report"),
    f"GET {FIGURES}/figures": at(MANAGER, report_id="report"),
    f"POST {FIGURES}/figures": at(MANAGER, report_id="report"),
    f"POST {FIGURES}/signature": at(only(seen_by=("manager",)), report_id="report"),
    "GET /api/v1/place-reports": LOOKING,
    f"GET {REPORT}": at(only(*LEADING), report_id="place_report"),
    f"GET {REPORT}/photos": at(only(*LEADING), report_id="place_report"),
    f"POST {REPORT}/finding": at(only(*LEADING), report_id="place_report"),
    f"POST {REPORT}/merger": at(
        only(*LEADING), {"finding_id": Thing("finding")}, report_id="place_report"
    ),
    f"POST {REPORT}/reply": at(only(*LEADING), {"reply": "It is safe"}, report_id="place_report"),
    "GET /api/v1/place-labels": SIGNED_IN,
    "GET /api/v1/places/{place_id}/label": at(IN_UNIT, place_id="place_id"),
}
PAPERS: dict[str, Policy] = {
    "GET /api/v1/findings/{finding_id}/notice.pdf": finding(*SEEING, thing="assigned"),
    "GET /api/v1/findings/{finding_id}/record.pdf": finding(*SEEING),
    # Its figures are not made yet.
    f"GET {FIGURES}/report.pdf": at(only(), report_id="report"),
    f"GET {FIGURES}/report.xlsx": at(only(), report_id="report"),
    # The stranger has no place, Ma prints those of his own company.
    "GET /api/v1/place-labels.pdf": APPOINTED,
}
NAMELESS: dict[str, Policy] = {
    "GET /api/v1/public/places/{public_key}": PUBLIC,
    "POST /api/v1/public/places/{public_key}/reports": UNHEARD,
    "GET /api/v1/public/reports/{code}": PUBLIC,
}
POLICY: dict[str, Policy] = LEDGER | WALKS | PLANS | REPORTS | PAPERS | NAMELESS
