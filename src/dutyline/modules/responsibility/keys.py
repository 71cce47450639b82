"""The text keys by which the rest of the system knows responsibility."""

CARD = "responsibility.card"
ACCEPTANCE = "responsibility.acceptance"
VERSION = "responsibility.card_version"


def acceptance_key(acceptance_id: int) -> str:
    """Return the key of an acceptance: `responsibility.acceptance:12`."""
    return f"{ACCEPTANCE}:{acceptance_id}"


def version_key(version_id: int) -> str:
    """Return the key of a version of a card: `responsibility.card_version:12`."""
    return f"{VERSION}:{version_id}"
