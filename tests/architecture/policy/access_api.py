"""Doors of the API to accounts, tokens, roles and criteria."""

from tests.architecture.policy.doors import (
    OWN,
    SIGNED_IN,
    Answer,
    Policy,
    Thing,
    answered,
    only,
)

ON = "2026-12-01"
ADMIN = only("admin")
TOP = answered(others=Answer.NO, admin=Answer.OPEN)
"""Rules of the whole enterprise: read by everybody, changed at the top."""
ACCESS: dict[str, Policy] = {
    "GET /api/v1/me": SIGNED_IN,
    "GET /api/v1/tokens": SIGNED_IN,
    "POST /api/v1/tokens": answered(others=Answer.OPEN, stranger=Answer.INVALID).sending(
        name="script", permissions=["organisation.view"], expires_at="2030-01-01T00:00:00Z"
    ),
    "POST /api/v1/tokens/{token_id}/revocation": OWN,
    "GET /api/v1/accounts": ADMIN,
    "POST /api/v1/accounts": ADMIN.sending(person_id=Thing("unsigned_id"), username="sun"),
    "GET /api/v1/accounts/{account_id}": ADMIN,
    "POST /api/v1/accounts/{account_id}/closure": ADMIN.sending(reason="left"),
    "POST /api/v1/accounts/{account_id}/reopening": answered(admin=Answer.OPEN).sending(reason=""),
    "POST /api/v1/accounts/{account_id}/invitations": ADMIN,
    "GET /api/v1/roles": ADMIN,
    "POST /api/v1/roles": ADMIN.sending(label="Reader", sentence="Reads.", permissions=[]),
    "GET /api/v1/roles/{key}": ADMIN,
    "PUT /api/v1/roles/{key}": ADMIN.sending(label="Reader", sentence="Reads.", permissions=[]),
    "DELETE /api/v1/roles/{key}": ADMIN,
    "GET /api/v1/grants": SIGNED_IN,
    "POST /api/v1/grants": ADMIN.sending(
        role="inspector", unit_id=Thing("unit_id"), person_id=Thing("person_id"), on=ON
    ),
    "POST /api/v1/grants/{grant_id}/withdrawal": only("admin", seen_by=("manager",)).sending(on=ON),
}
VALUE = {"value": 5, "valid_from": ON}
ENTRY = {"label_en": "Guards", "valid_from": ON, "data": {"nature": "things", "basis": "site"}}
CRITERIA: dict[str, Policy] = {
    "GET /api/v1/criteria": SIGNED_IN,
    "GET /api/v1/criteria/{key}": SIGNED_IN,
    "GET /api/v1/criteria/{key}/timeline": SIGNED_IN,
    "PUT /api/v1/criteria/{key}/own": TOP.sending(**VALUE),
    "POST /api/v1/criteria/{key}/withdrawal": TOP.sending(on=ON),
    "GET /api/v1/catalogues": SIGNED_IN,
    "GET /api/v1/catalogues/{kind}/entries": SIGNED_IN,
    "POST /api/v1/catalogues/{kind}/entries": TOP.sending(**ENTRY),
    "GET /api/v1/catalogues/{kind}/entries/{key}": SIGNED_IN,
    "PUT /api/v1/catalogues/{kind}/entries/{key}": TOP.sending(**ENTRY),
    "POST /api/v1/catalogues/{kind}/entries/{key}/retirement": TOP.sending(on=ON),
    "GET /api/v1/packs": SIGNED_IN,
    "POST /api/v1/packs/{name}/check": TOP,
    "POST /api/v1/packs/{name}/load": TOP,
}


def _with_needs(key: str, policy: Policy) -> Policy:
    if "/roles/" in key:
        return policy.needing(key="role")
    if "/catalogues/" in key:
        return policy.needing(kind="catalogue", key="entry")
    return policy.needing(key="criterion", token_id="token", account_id="account")


POLICY: dict[str, Policy] = {
    key: _with_needs(key, policy) for key, policy in (ACCESS | CRITERIA).items()
}
