"""The text keys by which the rest of the system knows responsibility."""

CARD = "responsibility.card"
ACCEPTANCE = "responsibility.acceptance"
VERSION = "responsibility.card_version"
GOAL = "responsibility.goal"
GOAL_STEP = "responsibility.goal_step"
GOAL_RESULT = "responsibility.goal_result"
BUDGET_USE = "responsibility.budget_use"
LETTER = "responsibility.letter"
LETTER_ROUND = "responsibility.letter_round"
LETTER_SIGNATURE = "responsibility.letter_signature"
LETTER_TEMPLATE = "responsibility.letter_template"


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


def result_key(result_id: int) -> str:
    """Return the key of a result of a goal: `responsibility.goal_result:12`."""
    return f"{GOAL_RESULT}:{result_id}"


def use_key(use_id: int) -> str:
    """Return the key of a use of the budget: `responsibility.budget_use:12`."""
    return f"{BUDGET_USE}:{use_id}"


def letter_key(letter_id: int) -> str:
    """Return the key of a letter: `responsibility.letter:12`."""
    return f"{LETTER}:{letter_id}"


def signature_key(signature_id: int) -> str:
    """Return the key of a signature: `responsibility.letter_signature:12`."""
    return f"{LETTER_SIGNATURE}:{signature_id}"
