"""Chance that falls the same way each time the same seed is asked."""

from random import Random


def chance(*seed: object) -> Random:
    """Return chance of its own for one thing of the story."""
    return Random(" ".join(map(str, seed)))  # noqa: S311 - a story, no secret
