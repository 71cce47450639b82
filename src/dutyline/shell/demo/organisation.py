"""Tells the organisation as it stood: units, shifts, posts, people, places."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Person, Place, Post, Unit
from dutyline.kernel.organisation.operations import (
    appoint,
    create_person,
    create_place,
    create_post,
    create_shift,
    create_unit,
)
from dutyline.kernel.registry import Words
from dutyline.shell.demo.chance import chance
from dutyline.shell.demo.tale import chapter, in_language, names
from dutyline.shell.demo.times import FOUNDED, ZONE, Times, moment

CYCLE = 4
"""Days after which a shift team begins again: a day shift, a night shift, two days off."""
LATEST_JOINER = 200
"""Days before today by which everybody whose coming is no event of the story had joined."""


@dataclass
class Enterprise:
    """What was told so far, by key."""

    by: Actor
    times: Times
    language: str
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def say(self, words: Words) -> Any:
        """Return words in the language of the story."""
        return in_language(words, self.language)

    @property
    def founded(self) -> datetime:
        """Return when the enterprise as it stood was written down."""
        return moment(FOUNDED)


def tell_organisation(by: Actor, times: Times, language: str) -> Enterprise:
    """Tell the enterprise as it stood when the story begins."""
    told = Enterprise(by, times, language)
    for unit in chapter("units"):
        _unit(told, unit)
    _shifts(told)
    for post in chapter("posts"):
        _post(told, post)
    for key, name in names(language).items():
        _person(told, key, name)
    for post in chapter("posts"):
        _first_holders(told, post)
    for place in chapter("places"):
        _place(told, place)
    return told


def _unit(told: Enterprise, unit: dict[str, Any]) -> None:
    above = unit.get("moved") or unit.get("in")
    told.units[unit["key"]] = create_unit(
        by=told.by,
        code=unit["key"],
        name=told.say(unit),
        kind=unit["kind"],
        parent=told.units[above] if above else None,
        time_zone="" if above else ZONE.key,
        on=FOUNDED,
        at=told.founded,
    )


def _shifts(told: Enterprise) -> None:
    story = chapter("shifts")
    anchor = told.times.first_of_cycle - timedelta(days=CYCLE * 600)
    for team in story["cycles"]:
        first = anchor - timedelta(days=team["first"])
        for shift in story["round_the_clock"]:
            _shift(told, team["unit"], shift, first, CYCLE)
    monday = FOUNDED - timedelta(days=FOUNDED.weekday())
    for shift in story["weeks"]:
        _shift(told, shift["unit"], shift, monday, 7)


def _shift(told: Enterprise, unit: str, shift: dict[str, Any], anchor: date, days: int) -> None:
    create_shift(
        by=told.by,
        unit=told.units[unit],
        name=told.say(shift),
        starts_at=time.fromisoformat(shift["starts"]),
        ends_at=time.fromisoformat(shift["ends"]),
        anchor=anchor,
        cycle_days=days,
        cycle_on=shift["works"],
        on=FOUNDED,
        at=told.founded,
    )


def _post(told: Enterprise, post: dict[str, Any]) -> None:
    told.posts[post["key"]] = create_post(
        by=told.by,
        code=post["key"],
        title=told.say(post),
        unit=told.units[post["unit"]],
        heads_unit=post.get("heads", False),
        level=post["level"],
        headcount=post.get("headcount", 1),
        standard=post.get("standard", ""),
        on=FOUNDED,
        at=told.founded,
    )


def _person(told: Enterprise, key: str, name: str) -> None:
    number = len(told.people) + 1001
    joined = FOUNDED + timedelta(
        days=chance("joined", key).randrange((told.times.ago(LATEST_JOINER) - FOUNDED).days)
    )
    came = _coming(told, key)
    told.people[key] = create_person(
        by=told.by,
        name=name,
        number=f"LJ{number}",
        language=told.language,
        joined_on=came or joined,
        at=moment(came or joined),
    )


def _coming(told: Enterprise, key: str) -> date | None:
    """Return the day somebody came who holds no post before; None for all others."""
    held = {holder for post in chapter("posts") for holder in post["holders"]}
    days = [each["ago"] for each in chapter("changes")["appointments"] if each["person"] == key]
    return told.times.ago(max(days)) if days and key not in held else None


def _first_holders(told: Enterprise, post: dict[str, Any]) -> None:
    for holder in post["holders"]:
        person = told.people[holder]
        since = person.joined_on or FOUNDED
        appoint(
            by=told.by,
            person=person,
            post=told.posts[post["key"]],
            share=Decimal(post.get("share", 1)),
            on=since,
            at=moment(since),
        )


def _place(told: Enterprise, place: dict[str, Any]) -> None:
    told.places[place["key"]] = create_place(
        by=told.by,
        code=place["code"],
        name=told.say(place),
        kind=place["kind"],
        unit=told.units[place["unit"]],
        within=told.places.get(place.get("in", "")),
        on=FOUNDED,
        at=told.founded,
    )
