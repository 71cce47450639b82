"""Loads what an account may do, in one statement for whoever holds a post."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from dutyline.kernel.access.actor import Actor, ActorKind, Reach
from dutyline.kernel.access.models import Account, CustomRole, Grant
from dutyline.kernel.access.roles import EMPLOYEE, LINE_HEAD
from dutyline.kernel.organisation.calendar import zone_name_at
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.registry import roles


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


def actor_for(account: Account, on: date) -> Actor:
    """Return the actor behind an account on a day; an account without a person may do nothing."""
    if not account.is_active or account.person is None:
        return Actor(kind=ActorKind.PERSON, account_id=account.pk, label=account.username)
    return actor_of(account.person, on, account_id=account.pk)


def actor_of(person: Person, on: date, *, account_id: int | None = None) -> Actor:
    """Return the actor a person is on a day: his appointments and every grant that reaches him.

    Somebody who has left keeps his name and nothing else.
    """
    if person.left_on is not None and person.left_on <= on:
        return Actor(kind=ActorKind.PERSON, person=person, account_id=account_id)
    own = Q(person=person)
    appointments = tuple(
        Appointment.objects.on(on)
        .filter(person=person)
        .select_related("post__unit")
        .annotate(
            zone_name=zone_name_at(OuterRef("post__unit__path")),
            # With each post come its grants and, as often, the person's own.
            given=_Lines(_given(own | Q(post=OuterRef("post")), on)),
        )
        .order_by("acting", "post__level", "id")
    )
    for appointment in appointments:
        appointment.person = person
    lines = [each.given for each in appointments] if appointments else list(_given(own, on))
    reaches = [*_by_appointment(appointments), *_by_grant(lines)]
    return Actor(
        kind=ActorKind.PERSON,
        person=person,
        appointments=appointments,
        reaches=tuple(reaches),
        account_id=account_id,
    )


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


def _given(to: Q, on: date) -> QuerySet[Any, str]:
    line = Concat("role", Value(" "), "unit__path", output_field=CharField())
    grants = Grant.objects.on(on).filter(to).annotate(line=line)
    return grants.order_by("id").values_list("line", flat=True)


def _by_grant(lines: Iterable[str | None]) -> list[Reach]:
    text = "\n".join(filter(None, lines))
    given = dict.fromkeys(tuple(line.split(" ", 1)) for line in text.splitlines())
    known = permissions_of({role for role, _path in given})
    return [Reach(known[role], path) for role, path in given if role in known]
