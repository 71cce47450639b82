"""What the demo's story and the modules that tell a part of it say to each other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any, Protocol

Words = Mapping[str, Any]
"""The same in both languages, {"en": …, "zh": …}: a sentence, or several by their keys."""


@dataclass(frozen=True)
class Moment:
    """Something that happens in the story; `act` carries it out through operations.

    `since` is when the thread it belongs to began (a finding, a round): a thread is told whole,
    with the part of the story in which it began.
    """

    at: datetime
    act: Callable[[], object]
    since: datetime


class Stage(Protocol):
    """The enterprise of the demo, as the modules that tell a part of its story see it.

    Units, posts, persons and places are named by the keys of the story.
    """

    language: str
    now: datetime
    begins: date
    recent: date

    def say(self, words: Words) -> Any:
        """Return words in the language of the story."""

    def at(self, day: date, hour: float) -> datetime:
        """Return a moment of a day where the enterprise is."""

    def chance(self, *seed: object) -> Random:
        """Return chance that falls the same way each time the same seed is asked."""

    def actor(self, person: str, on: date) -> Any:
        """Return a person with the rights he has on a day."""

    def system(self) -> Any:
        """Return the actor that sets up what nobody of the story does."""

    def unit(self, key: str) -> Any:
        """Return a unit."""

    def post(self, key: str) -> Any:
        """Return a post."""

    def person(self, key: str) -> Any:
        """Return a person."""

    def place(self, key: str) -> Any:
        """Return a place."""

    def chapter(self, name: str) -> Any:
        """Return one file of the story: units, posts, people, places; nobody changes it."""

    def at_work(self, post: str, on: date) -> Sequence[str]:
        """Return who holds a post on a day, acting holders last, without those on leave."""
