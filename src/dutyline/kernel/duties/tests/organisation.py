"""Short words for what happens to the organisation of the plant."""

from datetime import date, time
from typing import Any

from dutyline.kernel.duties.tests.world import World, at
from dutyline.kernel.organisation import operations as organisation
from dutyline.kernel.organisation.models import Appointment, Person, Post, Shift, Unit

NOW = at("2026-01-01")


def appoint(
    world: World, person: Person, post: Post, on: str, until: str = "", **facts: Any
) -> Appointment:
    """Appoint somebody."""
    return organisation.appoint(
        by=world.by,
        person=person,
        post=post,
        on=date.fromisoformat(on),
        until=date.fromisoformat(until) if until else None,
        at=NOW,
        **facts,
    )


def act(world: World, person: Person, absent: Appointment, on: str, until: str) -> Appointment:
    """Let somebody act for a holder."""
    return appoint(world, person, absent.post, on, until, acting=True, acting_for=absent)


def leave(world: World, person: Person, since: str, until: str) -> None:
    """Give somebody leave; `until` is his first day back."""
    organisation.record_leave(
        by=world.plant.actor("zhao") if person != world.zhao else world.plant.actor("ma"),
        person=person,
        since=date.fromisoformat(since),
        until=date.fromisoformat(until),
        reason="holiday",
        at=at(since),
    )


def end(world: World, who: str, on: str) -> None:
    """End the appointment of a person of the plant."""
    organisation.end_appointment(
        by=world.by,
        appointment=getattr(world.plant.appointments, who),
        on=date.fromisoformat(on),
        at=NOW,
    )


def move(world: World, unit: Unit, under: Unit, on: str) -> None:
    """Move a unit."""
    organisation.move_unit(
        by=world.by, unit=unit, parent=under, on=date.fromisoformat(on), at=at(on)
    )


def shift(
    world: World,
    unit: Unit,
    name: str,
    hours: tuple[int, int],
    *,
    cycle: int = 1,
) -> Shift:
    """Give a unit a shift that runs daily, or on the first day of a longer cycle."""
    return organisation.create_shift(
        by=world.by,
        unit=unit,
        name=name,
        starts_at=time(hours[0]),
        ends_at=time(hours[1]),
        anchor=date(2026, 3, 2),
        cycle_days=cycle,
        cycle_on=[0],
        on=date(2026, 1, 1),
        at=NOW,
    )
