"""Doors of the kernel's rooms."""

from tests.architecture.policy.doors import OWN, SIGNED_IN, Policy

POLICY: dict[str, Policy] = {
    "/files/<int:attachment_id>/": OWN,
    "/files/<int:attachment_id>/thumb/": OWN,
    "/files/<int:attachment_id>/view/": OWN,
    "/notifications/": SIGNED_IN,
    "/notifications/read/": SIGNED_IN,
    "/notifications/mail/": SIGNED_IN,
    "/notifications/<int:notification_id>/": OWN,
    "/errands/": SIGNED_IN,
    "/errands/<int:errand_id>/": OWN,
}
