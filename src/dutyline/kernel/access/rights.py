"""Loads what an account may do, in one statement for whoever holds a post."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dutyline.kernel.access.actor import Actor, ActorKind, Reach
from dutyline.kernel.access.held import (
    Given,
    Span,
    given_to,
    held_by,
    held_with_token,
    read_given,
)
from dutyline.kernel.access.models import Account, CustomRole
from dutyline.kernel.access.roles import EMPLOYEE, LINE_HEAD
from dutyline.kernel.organisation.calendar import zone, zone_name_of_enterprise
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.registry import roles

Held = Sequence[Appointment] | None
Day = Callable[[str], date]
"""Which day it is in the zone of a name."""
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How far clocks are ahead of UTC and behind it at most."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class TokenSeen:
    """What a token says of itself: the permissions it is given, the day it was last used."""

    id: int
    permissions: list[str]
    last_used_on: date | None


def actor_for(account: Account, at: datetime, *, known: Held = None) -> Actor:
    """Return the actor behind an account at a moment; an account without a person does nothing."""
    if not account.is_active or account.person is None:
        return Actor(kind=ActorKind.PERSON, account_id=account.pk, label=account.username)
    return actor_at(account.person, at, account_id=account.pk, known=known)


def actor_at(
    person: Person, at: datetime, *, account_id: int | None = None, known: Held = None
) -> Actor:
    """Return the actor a person is at a moment, by the calendar of each place he acts in.

    A post held from the 5th is held in Shanghai while it is still the 4th in Berlin. `known` is
    what he holds, where that has been read already.
    """
    span = _around(at)
    held = held_by(person, span) if known is None else known
    return _actor(person, held, span, _there(at), account_id)


def actor_of(person: Person, on: date, *, account_id: int | None = None) -> Actor:
    """Return the actor a person is on a day: his appointments and every grant that reaches him.

    Somebody who has left keeps his name and nothing else.
    """
    span = (on, on + DAY)
    return _actor(person, held_by(person, span), span, lambda _name: on, account_id)


def holder_of_token(digest: str, at: datetime) -> tuple[Actor, TokenSeen] | None:
    """Return who holds a post and a good token of this digest, in one statement; else None."""
    held: list[Any] = held_with_token(digest, at, _around(at))
    if not held:
        return None
    token = held[0]
    actor = actor_at(token.person, at, account_id=token.account_id, known=held)
    return actor, TokenSeen(token.token_id, token.token_permissions, token.token_used_on)


def _around(at: datetime) -> Span:
    """Return the days it is somewhere at a moment."""
    return (at - WEST).date(), (at + EAST).date() + DAY


def _there(at: datetime) -> Day:
    return lambda zone_name: at.astimezone(zone(zone_name)).date()


def _actor(
    person: Person, held: Sequence[Appointment], span: Span, today: Day, account_id: int | None
) -> Actor:
    """Return the actor by what is true somewhere in a span, and there today."""
    appointments: Any = [each for each in held if _runs(each, today)]
    lines = [each.given for each in appointments] or given_to(person, span)
    grants = [each for each in read_given(lines) if _runs(each, today)]
    homes = [each.zone_name or "" for each in (*appointments, *grants)]
    # Who belongs to no unit yet, or no more, belongs to the enterprise all the same.
    home = homes[0] if homes else zone_name_of_enterprise()
    if person.left_on is not None and person.left_on <= today(home):
        return Actor(kind=ActorKind.PERSON, person=person, account_id=account_id, zone_name=home)
    return Actor(
        kind=ActorKind.PERSON,
        person=person,
        appointments=tuple(appointments),
        reaches=(*_by_appointment(appointments), *_by_grant(grants)),
        account_id=account_id,
        zone_name=home,
    )


def _runs(dated: Any, today: Day) -> bool:
    day = today(dated.zone_name or "")
    begun: bool = dated.valid_from <= day
    return begun and (dated.valid_to is None or day < dated.valid_to)


def permissions_of(role_keys: set[str]) -> dict[str, frozenset[str]]:
    """Return the permissions of each role, the house's and the administrators' own."""
    known = {key: role.permissions for key, role in roles().items()}
    unknown = role_keys - known.keys()
    if unknown:
        for custom in CustomRole.objects.filter(key__in=unknown).order_by("id"):
            known[custom.key] = frozenset(custom.permissions)
    return known


def _by_appointment(appointments: Sequence[Appointment]) -> list[Reach]:
    known = roles()
    reaches = []
    for appointment in appointments:
        post = appointment.post
        reaches.append(Reach(known[EMPLOYEE].permissions, post.unit.path))
        if post.heads_unit:
            reaches.append(Reach(known[LINE_HEAD].permissions, post.unit.path))
    return reaches


def _by_grant(grants: list[Given]) -> list[Reach]:
    given = dict.fromkeys((each.role, each.path) for each in grants)
    known = permissions_of({role for role, _path in given})
    return [Reach(known[role], path) for role, path in given if role in known]
