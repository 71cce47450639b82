"""Doors of the kernel's rooms."""

from tests.architecture.policy.doors import GONE, OWN, PUBLIC, SIGNED_IN, Policy, only

OPERATOR = only("admin")
POLICY: dict[str, Policy] = {
    "/checkpoints/<int:size>/": GONE.needing(size="unsigned_size"),
    "/checkpoints/keep/": PUBLIC,
    "/checkpoints/holders/": only("manager", "admin"),
    "/checkpoints/holders/new/<slug:way>/": OPERATOR.needing(way="way"),
    "/checkpoints/holders/<int:pk>/test/": OPERATOR.about("holder_id"),
    "/checkpoints/holders/<int:pk>/removal/": OPERATOR.about("holder_id"),
    "/checkpoints/logs/new/": OPERATOR,
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
