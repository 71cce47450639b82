"""Who may open which door: one entry a route, in the file of whoever owns it.

A route without an entry fails the build; so does an entry without a route.
"""

from tests.architecture.policy import api, inspections, inspections_api, kernel, organisation, shell
from tests.architecture.policy.doors import Policy


def every_policy() -> dict[str, Policy]:
    """Return the policy of every route by its key."""
    found: dict[str, Policy] = {}
    for room in (kernel, shell, organisation, inspections, inspections_api, api):
        part = room.POLICY
        twice = found.keys() & part.keys()
        assert not twice, f"two policies for {sorted(twice)}"
        found |= part
    return found
