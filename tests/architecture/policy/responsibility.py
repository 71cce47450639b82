"""Doors of the responsibility system."""

from tests.architecture.policy.doors import SIGNED_IN, Policy, only

LOOKING = only("other", "leader", "manager", "admin")
"""Whoever sees cards of some unit."""
SEEING = only("worker", "leader", "manager", "admin")
"""Whoever sees the card: its holder, and everybody over the unit."""
WRITING = only("leader", "manager", "admin")
DECIDING = only("leader", "manager")

POLICY: dict[str, Policy] = {
    "/cards/": LOOKING,
    "/cards/mine/": SIGNED_IN,
    "/cards/together/<slug:act>/": LOOKING.needing(act="act"),
    "/cards/new/<int:post>/": WRITING.needing(post="post_id"),
    "/cards/<int:pk>/": SEEING.about("card"),
    "/cards/<int:pk>/versions/<int:version>/": SEEING.about("card").needing(version="version"),
    "/cards/<int:pk>/versions/<int:version>/acceptance/": only("worker")
    .about("card")
    .needing(version="version"),
    "/cards/<int:pk>/next/": WRITING.about("card"),
    "/cards/<int:pk>/draft/": WRITING.about("drafted_card"),
    "/cards/<int:pk>/draft/removal/": WRITING.about("drafted_card"),
    "/cards/<int:pk>/review/": WRITING.about("drafted_card"),
    "/cards/<int:pk>/approval/": DECIDING.about("drafted_card"),
    "/cards/<int:pk>/return/": DECIDING.about("drafted_card"),
    "/cards/<int:pk>/publication/": DECIDING.about("drafted_card"),
    "/coverage-of-duties/": LOOKING,
    "/coverage-of-duties/clauses/<str:key>/": LOOKING.needing(key="clause"),
    "/coverage-of-duties/leads/<int:unit>/<int:duty>/": WRITING.needing(
        unit="unit_id", duty="duty_id"
    ),
}
