"""Reads the posts somebody holds, and with them every grant that reaches him: one statement."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from dutyline.kernel.access.models import ApiToken, Grant
from dutyline.kernel.organisation.calendar import zone_name_at
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.periods import overlapping
from dutyline.toolkit.prepared import Prepared, Slot

Span = tuple[date, date]
"""Half-open."""
_SPAN: Any = (Slot("first", DateField()), Slot("end", DateField()))


@dataclass(frozen=True)
class Given:
    """A grant as it comes with the appointments: which role, where, from when to when."""

    role: str
    path: str
    zone_name: str
    valid_from: date
    valid_to: date | None

    @classmethod
    def read(cls, line: str) -> "Given":
        """Read a line of `_given`."""
        role, path, zone_name, first, end = line.split(" ")
        until = date.fromisoformat(end) if end else None
        return cls(role, path, zone_name, date.fromisoformat(first), until)


def held_by(person: Person, span: Span) -> list[Appointment]:
    """Return what a person holds on some day of a span, the main post first.

    Each comes with its post and unit, the name of the unit's zone as `zone_name`, and as `given`
    the grants to the post and to the person, a line each.
    """
    found = _HELD.rows(person=person.pk, first=span[0], end=span[1])
    for each in found:
        each.person = person
    return found


def held_with_token(digest: str, at: datetime, span: Span) -> list[Appointment]:
    """Return the same of whom a token belongs to that is good at a moment, the person with it.

    `account_id`, `token_id`, `token_permissions` and `token_used_on` say which token it is.
    """
    return _HELD_WITH_TOKEN.rows(digest=digest, at=at, first=span[0], end=span[1])


def token_of(digest: str, at: datetime) -> ApiToken | None:
    """Return the token that is good at a moment, with its account and person; held or not."""
    found = _TOKEN.rows(digest=digest, at=at)
    return found[0] if found else None


def given_to(person: Person, span: Span) -> list[str]:
    """Return the grants of a person who holds no post, a line each."""
    return _GIVEN.rows(person=person.pk, first=span[0], end=span[1])


def read_given(lines: list[str]) -> list[Given]:
    """Return the grants of these texts, each once."""
    text = "\n".join(filter(None, lines))
    return [Given.read(line) for line in dict.fromkeys(text.splitlines())]


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


def _given(to: Q) -> QuerySet[Any, str]:
    parts = (
        "role",
        "unit__path",
        Coalesce(zone_name_at(OuterRef("unit__path")), Value("")),
        Cast("valid_from", CharField()),
        Coalesce(Cast("valid_to", CharField()), Value("")),
    )
    spaced = [part for each in parts for part in (each, Value(" "))][:-1]
    grants = Grant.objects.filter(overlapping(*_SPAN), to)
    grants = grants.annotate(line=Concat(*spaced, output_field=CharField()))
    return grants.order_by("id").values_list("line", flat=True)


def _held(whose: Q) -> QuerySet[Any, Appointment]:
    # With each post come its grants and, as often, the person's own.
    to = Q(person=OuterRef("person")) | Q(post=OuterRef("post"))
    return (
        Appointment.objects.filter(overlapping(*_SPAN), whose)
        .select_related("post__unit")
        .annotate(zone_name=zone_name_at(OuterRef("post__unit__path")), given=_Lines(_given(to)))
        .order_by("acting", "post__level", "id")
    )


def _held_with_token() -> QuerySet[Any, Appointment]:
    good = Q(
        person__account__is_active=True,
        person__account__tokens__digest=Slot("digest", CharField()),
        person__account__tokens__revoked_at__isnull=True,
        person__account__tokens__expires_at__gt=Slot("at", DateTimeField()),
    )
    return (
        _held(good)
        .select_related("person")
        .annotate(
            account_id=F("person__account__id"),
            token_id=F("person__account__tokens__id"),
            token_permissions=F("person__account__tokens__permissions"),
            token_used_on=F("person__account__tokens__last_used_on"),
        )
    )


_TOKEN = Prepared(
    lambda: ApiToken.objects.filter(
        account__is_active=True,
        digest=Slot("digest", CharField()),
        revoked_at__isnull=True,
        expires_at__gt=Slot("at", DateTimeField()),
    ).select_related("account__person")
)
_PERSON = Slot("person", BigIntegerField())
_HELD = Prepared(lambda: _held(Q(person=_PERSON)))
_HELD_WITH_TOKEN = Prepared(_held_with_token)
_GIVEN = Prepared(lambda: _given(Q(person=_PERSON)))
