"""Who may open which door: one entry a route, in the file of whoever owns it.

A route without an entry fails the build; so does an entry without a route.
"""

from tests.architecture.policy import (
    access_api,
    api,
    diligence,
    duties_api,
    goals,
    inspections,
    inspections_api,
    kernel,
    kernel_api,
    letters,
    letters_api,
    organisation,
    organisation_api,
    responsibility,
    responsibility_api,
    shell,
)
from tests.architecture.policy.doors import Policy

ROOMS = (
    kernel,
    shell,
    organisation,
    inspections,
    inspections_api,
    responsibility,
    responsibility_api,
    goals,
    diligence,
    letters,
    letters_api,
    api,
    organisation_api,
    access_api,
    duties_api,
    kernel_api,
)


def every_policy() -> dict[str, Policy]:
    """Return the policy of every route by its key."""
    found: dict[str, Policy] = {}
    for room in ROOMS:
        part = room.POLICY
        twice = found.keys() & part.keys()
        assert not twice, f"two policies for {sorted(twice)}"
        found |= part
    return found
