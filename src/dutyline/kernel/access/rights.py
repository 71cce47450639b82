"""Loads what an account may do, in one statement for whoever holds a post."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from dutyline.kernel.access.actor import Actor, ActorKind, Reach
from dutyline.kernel.access.models import Account, CustomRole, Grant
from dutyline.kernel.access.roles import EMPLOYEE, LINE_HEAD
from dutyline.kernel.organisation.calendar import zone, zone_name_at
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.registry import roles

Day = Callable[[str], date]
"""Which day it is in the zone of a name."""
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How far clocks are ahead of UTC and behind it at most."""
DAY = timedelta(days=1)


class _Lines(Subquery):
    """Every row of a query with one column of text, in one text with a line each."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """Join the lines."""
        template = "(SELECT group_concat(line, char(10)) FROM (%(subquery)s) AS gathered)"
        return super().as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Join the lines."""
        template = "(SELECT string_agg(line, chr(10)) FROM (%(subquery)s) AS gathered)"
        return super().as_sql(compiler, connection, template=template)


@dataclass(frozen=True)
class _Given:
    """A grant as it comes with the appointments: which role, where, from when to when."""

    role: str
    path: str
    zone_name: str
    valid_from: date
    valid_to: date | None

    @classmethod
    def read(cls, line: str) -> "_Given":
        """Read a line of `_given`."""
        role, path, zone_name, first, end = line.split(" ")
        until = date.fromisoformat(end) if end else None
        return cls(role, path, zone_name, date.fromisoformat(first), until)


def actor_for(account: Account, at: datetime) -> Actor:
    """Return the actor behind an account at a moment; an account without a person does nothing."""
    if not account.is_active or account.person is None:
        return Actor(kind=ActorKind.PERSON, account_id=account.pk, label=account.username)
    return actor_at(account.person, at, account_id=account.pk)


def actor_at(person: Person, at: datetime, *, account_id: int | None = None) -> Actor:
    """Return the actor a person is at a moment, by the calendar of each place he acts in.

    A post held from the 5th is held in Shanghai while it is still the 4th in Berlin.
    """
    span = ((at - WEST).date(), (at + EAST).date() + DAY)
    return _actor(person, span, lambda name: at.astimezone(zone(name)).date(), account_id)


def actor_of(person: Person, on: date, *, account_id: int | None = None) -> Actor:
    """Return the actor a person is on a day: his appointments and every grant that reaches him.

    Somebody who has left keeps his name and nothing else.
    """
    return _actor(person, (on, on + DAY), lambda _name: on, account_id)


def _actor(person: Person, span: tuple[date, date], today: Day, account_id: int | None) -> Actor:
    """Return the actor by what is true somewhere in a half-open span, and there today."""
    own = Q(person=person)
    found = tuple(
        Appointment.objects.filter(overlapping(*span), person=person)
        .select_related("post__unit")
        .annotate(
            zone_name=zone_name_at(OuterRef("post__unit__path")),
            # With each post come its grants and, as often, the person's own.
            given=_Lines(_given(own | Q(post=OuterRef("post")), span)),
        )
        .order_by("acting", "post__level", "id")
    )
    appointments = tuple(each for each in found if _runs(each, each.zone_name or "", today))
    lines = [each.given for each in appointments] or list(_given(own, span))
    text = "\n".join(filter(None, lines))
    grants = [_Given.read(line) for line in dict.fromkeys(text.splitlines())]
    grants = [each for each in grants if _runs(each, each.zone_name, today)]
    homes = [each.zone_name or "" for each in appointments] + [each.zone_name for each in grants]
    if person.left_on is not None and person.left_on <= today(homes[0] if homes else ""):
        return Actor(kind=ActorKind.PERSON, person=person, account_id=account_id)
    for appointment in appointments:
        appointment.person = person
    return Actor(
        kind=ActorKind.PERSON,
        person=person,
        appointments=appointments,
        reaches=(*_by_appointment(appointments), *_by_grant(grants)),
        account_id=account_id,
        zone_name=homes[0] if homes else "",
    )


def _runs(dated: Appointment | _Given, zone_name: str, today: Day) -> bool:
    day = today(zone_name)
    return dated.valid_from <= day and (dated.valid_to is None or day < dated.valid_to)


def permissions_of(role_keys: set[str]) -> dict[str, frozenset[str]]:
    """Return the permissions of each role, the house's and the administrators' own."""
    known = {key: role.permissions for key, role in roles().items()}
    unknown = role_keys - known.keys()
    if unknown:
        for custom in CustomRole.objects.filter(key__in=unknown).order_by("id"):
            known[custom.key] = frozenset(custom.permissions)
    return known


def _by_appointment(appointments: tuple[Appointment, ...]) -> list[Reach]:
    known = roles()
    reaches = []
    for appointment in appointments:
        post = appointment.post
        reaches.append(Reach(known[EMPLOYEE].permissions, post.unit.path))
        if post.heads_unit:
            reaches.append(Reach(known[LINE_HEAD].permissions, post.unit.path))
    return reaches


def _given(to: Q, span: tuple[date, date]) -> QuerySet[Any, str]:
    parts = (
        "role",
        "unit__path",
        Coalesce(zone_name_at(OuterRef("unit__path")), Value("")),
        Cast("valid_from", CharField()),
        Coalesce(Cast("valid_to", CharField()), Value("")),
    )
    spaced = [part for each in parts for part in (each, Value(" "))][:-1]
    grants = Grant.objects.filter(overlapping(*span), to)
    grants = grants.annotate(line=Concat(*spaced, output_field=CharField()))
    return grants.order_by("id").values_list("line", flat=True)


def _by_grant(grants: list[_Given]) -> list[Reach]:
    given = dict.fromkeys((each.role, each.path) for each in grants)
    known = permissions_of({role for role, _path in given})
    return [Reach(known[role], path) for role, path in given if role in known]
