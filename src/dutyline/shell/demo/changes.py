"""Tells what changed in the half-year: people came, went, were away, stood in; a unit moved."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.operations import (
    appoint,
    depart,
    end_appointment,
    move_unit,
    record_leave,
)
from dutyline.shell.demo.organisation import Enterprise
from dutyline.shell.demo.tale import chapter
from dutyline.shell.demo.times import moment


def tell_changes(told: Enterprise) -> None:
    """Carry out every change in the order of its day; on one day people go before others come."""
    verbs: dict[str, Callable[[Enterprise, dict[str, Any], date], object]] = {
        "leaves": _leave,
        "moves": _move,
        "ends": _end,
        "departures": _departure,
        "appointments": _appointment,
    }
    story = chapter("changes")
    changes = [(row["ago"], verb, row) for verb in verbs for row in story[verb]]
    order = list(verbs)
    for ago, verb, row in sorted(changes, key=lambda each: (-each[0], order.index(each[1]))):
        verbs[verb](told, row, told.times.ago(ago))


def _leave(told: Enterprise, row: dict[str, Any], on: date) -> None:
    record_leave(
        by=actor_of(told.people[row["by"]], on),
        person=told.people[row["person"]],
        since=on,
        until=on + timedelta(days=row["days"]),
        reason=told.say(row),
        at=moment(on - timedelta(days=2), 14),
    )


def _move(told: Enterprise, row: dict[str, Any], on: date) -> None:
    told.units[row["unit"]] = move_unit(
        by=told.by,
        unit=told.units[row["unit"]],
        parent=told.units[row["to"]],
        on=on,
        at=moment(on),
        reason=told.say(row),
    )


def _departure(told: Enterprise, row: dict[str, Any], on: date) -> None:
    person = told.people[row["person"]]
    depart(by=told.by, person=person, on=on, at=moment(on), reason=told.say(row))


def _end(told: Enterprise, row: dict[str, Any], on: date) -> None:
    held = _held(told, row["person"], row["post"], on)
    end_appointment(by=told.by, appointment=held, on=on, at=moment(on), reason=told.say(row))


def _appointment(told: Enterprise, row: dict[str, Any], on: date) -> None:
    absent = row.get("for")
    appoint(
        by=told.by,
        person=told.people[row["person"]],
        post=told.posts[row["post"]],
        on=on,
        until=on + timedelta(days=row["days"]) if "days" in row else None,
        acting=row.get("acting", False),
        acting_for=_held(told, absent, row["post"], on) if absent else None,
        at=moment(on),
    )


def _held(told: Enterprise, person: str, post: str, on: date) -> Appointment:
    return Appointment.objects.on(on).get(
        person=told.people[person], post=told.posts[post], acting=False
    )
