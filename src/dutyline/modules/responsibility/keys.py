"""The text keys by which the rest of the system knows responsibility."""

CARD = "responsibility.card"
ACCEPTANCE = "responsibility.acceptance"
VERSION = "responsibility.card_version"
GOAL = "responsibility.goal"
GOAL_STEP = "responsibility.goal_step"
GOAL_RESULT = "responsibility.goal_result"
BUDGET_USE = "responsibility.budget_use"


def acceptance_key(acceptance_id: int) -> str:
    """Return the key of an acceptance: `responsibility.acceptance:12`."""
    return f"{ACCEPTANCE}:{acceptance_id}"


def version_key(version_id: int) -> str:
    """Return the key of a version of a card: `responsibility.card_version:12`."""
    return f"{VERSION}:{version_id}"


def goal_key(goal_id: int) -> str:
    """Return the key of a goal: `responsibility.goal:12`."""
    return f"{GOAL}:{goal_id}"


def step_key(step_id: int) -> str:
    """Return the key of a step of a goal: `responsibility.goal_step:12`."""
    return f"{GOAL_STEP}:{step_id}"
