"""The stage: the enterprise by the keys of the story, as the chapters of modules see it."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from random import Random
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.organisation.models import (
    Appointment,
    Leave,
    Person,
    Place,
    Post,
    Unit,
    UnitVersion,
)
from dutyline.kernel.registry import Words
from dutyline.shell.demo.chance import chance
from dutyline.shell.demo.tale import chapter, in_language, names
from dutyline.shell.demo.times import Times, moment

TELLER = "Dutyline"


class EnterpriseStage:
    """Reads the organisation once; what the story does to it is all told before."""

    def __init__(self, times: Times, language: str) -> None:
        """Begin with nothing read."""
        self.times = times
        self.language = language
        self.now = times.now
        self.begins = times.begins
        self.recent = times.recent
        self._actors: dict[tuple[str, int], Actor] = {}

    def say(self, words: Words) -> Any:
        """Return words in the language of the story."""
        return in_language(words, self.language)

    def at(self, day: date, hour: float) -> datetime:
        """Return a moment of a day where the enterprise is."""
        return moment(day, hour)

    def chance(self, *seed: object) -> Random:
        """Return chance that falls the same way each time the same seed is asked."""
        return chance(*seed)

    def system(self) -> Actor:
        """Return the actor that sets up what nobody of the story does."""
        return Actor.system(TELLER)

    def actor(self, person: str, on: date) -> Actor:
        """Return a person with the rights he has on a day."""
        era = bisect_right(self._turns, on)
        known = self._actors.get((person, era))
        if known is None:
            known = self._actors[person, era] = actor_of(self.person(person), on)
        return known

    def unit(self, key: str) -> Unit:
        """Return a unit."""
        return self._units[key]

    def post(self, key: str) -> Post:
        """Return a post."""
        return self._posts[key]

    def person(self, key: str) -> Person:
        """Return a person."""
        return self._people[key]

    def place(self, key: str) -> Place:
        """Return a place."""
        return self._places[key]

    def chapter(self, name: str) -> Any:
        """Return one file of the story; nobody changes it."""
        return chapter(name)

    def at_work(self, post: str, on: date) -> Sequence[str]:
        """Return who holds a post on a day, acting holders last, without those on leave."""
        away = {row.person_id for row in self._leaves if row.runs_on(on)}
        return [
            self._keys[row.person_id]
            for row in self._held.get(self._posts[post].pk, ())
            if row.runs_on(on) and row.person_id not in away
        ]

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.all()}

    @cached_property
    def _posts(self) -> dict[str, Post]:
        return {post.code: post for post in Post.objects.select_related("unit")}

    @cached_property
    def _people(self) -> dict[str, Person]:
        numbers = dict(zip(names(self.language), range(1001, 9999), strict=False))
        rows = {person.number: person for person in Person.objects.exclude(number=None)}
        return {key: rows[f"LJ{number}"] for key, number in numbers.items()}

    @cached_property
    def _keys(self) -> dict[int, str]:
        return {person.pk: key for key, person in self._people.items()}

    @cached_property
    def _places(self) -> dict[str, Place]:
        rows = {place.code: place for place in Place.objects.select_related("unit")}
        return {row["key"]: rows[row["code"]] for row in chapter("places")}

    @cached_property
    def _held(self) -> dict[int, list[Appointment]]:
        held: dict[int, list[Appointment]] = {}
        for row in Appointment.objects.order_by("acting", "id"):
            held.setdefault(row.post_id, []).append(row)
        return held

    @cached_property
    def _leaves(self) -> list[Leave]:
        return list(Leave.objects.order_by("id"))

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which anybody's rights may change."""
        days = {day for row in Appointment.objects.all() for day in (row.valid_from, row.valid_to)}
        days |= set(UnitVersion.objects.values_list("valid_from", flat=True))
        return sorted(day for day in days if day is not None)
