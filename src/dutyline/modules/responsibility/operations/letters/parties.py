"""Who signs a letter as the superior, and whether somebody may sign at all."""

from datetime import date, datetime, timedelta
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.ways_in import newest_renewal, newest_way_in
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.line import holders_of
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.modules.responsibility.models import Letter
from dutyline.modules.responsibility.operations.letters.refusals import (
    NameDiffers,
    NotConfirmed,
    NotInPerson,
    NotTheUpperParty,
    OwnLetterFirst,
    WayInRenewed,
)
from dutyline.modules.responsibility.rules.letters import is_confirmed, same_name
from dutyline.toolkit.ui.when import full_moment

STEP_UP = "responsibility.step_up_minutes"
WAY_IN = "responsibility.way_in_hours"


def minutes(on: date) -> int:
    """Return for how many minutes a proof of who one is lets one sign."""
    return int(criterion(STEP_UP, on))


def require_in_person(
    by: Actor, name: str, confirmed_at: datetime | None, on: date, at: datetime
) -> tuple[Person, datetime]:
    """Return who signs and when he proved it.

    Raises NotInPerson for everything but a person in a session of his own, WayInRenewed,
    NotConfirmed, and NameDiffers.
    """
    if by.person is None or by.is_system or by.token_id is not None or by.limits is not None:
        raise NotInPerson
    held_back = hold_back(by, on, at)
    if held_back is not None:
        raise held_back
    within = minutes(on)
    if confirmed_at is None or not is_confirmed(confirmed_at, at, timedelta(minutes=within)):
        raise NotConfirmed(minutes=within)
    if not same_name(name, by.person.name):
        raise NameDiffers(name=by.person.name)
    return by.person, confirmed_at


def hold_back(by: Actor, on: date, at: datetime) -> WayInRenewed | None:
    """Return why the actor cannot sign yet: another let him in lately. None where he can.

    An account nobody had been in before is no such case: that is how everybody begins. The
    signature says so instead, and the superior reads it before he signs.
    """
    renewed = newest_renewal(by)
    if renewed is None:
        return None
    until = renewed.at + timedelta(hours=int(criterion(WAY_IN, on)))
    if at >= until:
        return None
    how = " · ".join(filter(None, (str(renewed.get_how_display()), renewed.by_name)))
    return WayInRenewed(day=full_moment(renewed.at), how=how, until=full_moment(until))


def way_in_of(by: Actor) -> dict[str, Any]:
    """Return what another last gave the actor to come in by, as a signature keeps it."""
    newest = newest_way_in(by)
    if newest is None:
        return {}
    return {
        "way_in": newest.how,
        "way_in_by": newest.by_name,
        "way_in_at": newest.at,
        "way_in_first": newest.first,
    }


def upper_party(letter: Letter, on: date) -> list[Person]:
    """Return who may sign as the superior on a day: never the holder himself.

    `round` and `superior` are loaded.
    """
    if letter.superior is not None:
        found = [each.person for each in holders_of(letter.superior, on)]
    elif letter.round.partner_post is not None:
        found = [each.person for each in holders_of(letter.round.partner_post, on)]
    else:
        found = [letter.round.partner_person] if letter.round.partner_person else []
    unique = {person.pk: person for person in found if person.pk != letter.person_id}
    return list(unique.values())


def require_upper_party(by: Actor, letter: Letter, on: date) -> None:
    """Raise unless the actor signs as the superior now: NotTheUpperParty, OwnLetterFirst.

    A superior who has not signed his own letter of that post signs none of those below it.
    """
    if not any(by.is_person(person.pk) for person in upper_party(letter, on)):
        raise NotTheUpperParty
    if letter.superior is None or by.person is None:
        return
    own = Letter.objects.running().filter(
        round=letter.round, post=letter.superior, person=by.person, signed_at__isnull=False
    )
    if not own.exists():
        raise OwnLetterFirst


def holds(person: Person, letter: Letter, on: date) -> bool:
    """Say whether a person holds the post of a letter on a day."""
    return Appointment.objects.on(on).filter(person=person, post=letter.post_id).exists()
