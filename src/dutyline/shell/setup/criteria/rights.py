"""Who may read criteria, and who may change them."""

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.operations.guards import is_at_the_top


def may_change(actor: Actor) -> bool:
    """Say whether the actor may change what holds for the whole enterprise.

    Everybody signed in may read the rules he is measured by.
    """
    return is_at_the_top(actor)
