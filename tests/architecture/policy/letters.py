"""Doors of responsibility letters: their pages."""

from tests.architecture.policy.doors import PUBLIC, SIGNED_IN, Policy, only

LOOKING = only("other", "leader", "manager", "admin")
"""Whoever sees letters of some unit."""
MAPPING = only("leader", "manager", "admin")
"""Whoever is over the unit."""
MANAGING = only("manager", "admin")
SEEING = only("worker", "leader", "manager", "admin")
"""Whoever sees the letter: its holder, his superior, and everybody over the unit."""
OWN, SUPERIOR, NOBODY = only("worker"), only("leader"), only()
YEAR = "/letters/years/<int:pk>/"
LETTER = "/letters/<int:pk>/"

POLICY: dict[str, Policy] = {
    "/letters/": LOOKING,
    "/letters/mine/": SIGNED_IN,
    "/letters/people/": SIGNED_IN,
    "/letters/people/signature/": SUPERIOR,
    "/letters/papers/<str:code>/<str:mark>/": PUBLIC.needing(
        code="letter_code", mark="letter_mark"
    ),
    "/letters/together/": SIGNED_IN,
    "/letters/together/end/": SIGNED_IN,
    "/letters/together/<int:pk>/": SUPERIOR.about("letter"),
    "/letters/templates/<int:unit>/": MANAGING.needing(unit="unit_id"),
    "/letters/years/new/": only("other", "manager", "admin"),
    YEAR: MAPPING.about("letter_round"),
    f"{YEAR}change/": MANAGING.about("letter_round"),
    f"{YEAR}preview/": MANAGING.about("letter_round"),
    f"{YEAR}generation/": MANAGING.about("letter_round"),
    f"{YEAR}opening/": MANAGING.about("letter_round"),
    LETTER: SEEING.about("letter"),
    f"{LETTER}letter.pdf": SEEING.about("letter"),
    # Li has no letter that he could show.
    f"{LETTER}above/": NOBODY.about("letter"),
    f"{LETTER}signature/": OWN.about("letter"),
    f"{LETTER}refusal/": OWN.about("letter"),
    f"{LETTER}answer/": SUPERIOR.about("letter"),
    f"{LETTER}showing/": OWN.about("letter"),
}
