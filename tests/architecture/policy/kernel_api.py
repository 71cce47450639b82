"""Doors of the API to files, history, notifications, errands, rectifications and imports."""

from tests.architecture.policy.doors import IN_UNIT, OWN, SIGNED_IN, UNREACHED, Policy, only

RECTIFICATION = only("leader", "manager")
IMPORTER = only("other", "leader", "manager", "admin")
"""Whoever may import anything: heads of units their post cards."""
UPLOAD = only("admin")
UNIT = "?subject_type=organisation.unit&subject_id={unit_id}"
UPLOADS = {
    "GET /api/v1/imports/{upload_id}": UPLOAD,
    "PUT /api/v1/imports/{upload_id}/layout": UPLOAD.sending(header_row=1),
    "PUT /api/v1/imports/{upload_id}/columns": UPLOAD.sending(
        columns={"name": "Name", "kind": "Kind", "unit_code": "Unit"},
        as_of="2026-12-01",
        partial=True,
    ),
    "POST /api/v1/imports/{upload_id}/dry-run": UPLOAD,
    "POST /api/v1/imports/{upload_id}/import": UPLOAD,
    "GET /api/v1/imports/{upload_id}/problems": UPLOAD,
    "DELETE /api/v1/imports/{upload_id}": UPLOAD,
}
POLICY: dict[str, Policy] = {
    "GET /api/v1/files": IN_UNIT.asking(UNIT),
    "GET /api/v1/files/{attachment_id}": OWN,
    "GET /api/v1/files/{attachment_id}/content": OWN,
    "GET /api/v1/files/{attachment_id}/view": OWN,
    "GET /api/v1/files/{attachment_id}/thumbnail": OWN,
    "GET /api/v1/history": IN_UNIT.asking(UNIT),
    "GET /api/v1/people/{person_id}/history": IN_UNIT,
    "GET /api/v1/notifications": SIGNED_IN,
    "POST /api/v1/notifications/read": SIGNED_IN,
    "POST /api/v1/notifications/{notification_id}/read": OWN,
    "GET /api/v1/me/mail": SIGNED_IN,
    "PUT /api/v1/me/mail": SIGNED_IN.sending(kinds=[]),
    "GET /api/v1/errands": SIGNED_IN,
    "GET /api/v1/errands/{errand_id}": OWN,
    "GET /api/v1/errands/{errand_id}/result": only(),
    "GET /api/v1/rectifications": SIGNED_IN,
    "GET /api/v1/rectifications/{rectification_id}": RECTIFICATION,
    "GET /api/v1/rectifications/{rectification_id}/repairs": RECTIFICATION,
    "GET /api/v1/rectifications/{rectification_id}/extensions": RECTIFICATION,
    "GET /api/v1/rectifications/{rectification_id}/funds": RECTIFICATION,
    "GET /api/v1/rectifications/{rectification_id}/notices": RECTIFICATION,
    "GET /api/v1/rectifications/{rectification_id}/escalations": RECTIFICATION,
    "GET /api/v1/imports/kinds": SIGNED_IN,
    "GET /api/v1/imports": IMPORTER,
    "POST /api/v1/imports": UNREACHED,
    **{key: policy.needing(upload_id="upload_id") for key, policy in UPLOADS.items()},
}
