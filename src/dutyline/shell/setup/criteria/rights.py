"""Who may read criteria, and who may change them."""

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access


def may_change(actor: Actor) -> bool:
    """Say whether the actor may change what holds for the whole enterprise.

    Everybody signed in may read the rules he is measured by.
    """
    if actor.is_system:
        return True
    return any(path.count("/") == 2 for path in actor.paths(Access.CRITERIA_MANAGE))
