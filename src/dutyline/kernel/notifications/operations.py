"""The verbs of notifications."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.notifications.data import pack
from dutyline.kernel.notifications.models import Notification, Preference
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.registry import subject as declared
from dutyline.toolkit.inserting import insert_new

_MAIL = """
INSERT INTO notifications_outboxmail (notification_id, "to", next_try_at, attempts, last_error)
SELECT n.id, p.email, %s, 0, '' FROM notifications_notification n
JOIN organisation_person p ON p.id = n.person_id
WHERE n.id IN ({ids}) AND p.email <> '' AND NOT EXISTS (
    SELECT 1 FROM notifications_preference r WHERE r.person_id = n.person_id AND r.kind = %s)
"""
AT_ONCE = 500
"""Notices one statement takes: SQLite bounds what a statement may carry."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What one of many is told: about which subject, once a `key`, with the facts of his own."""

    person_id: int
    subject_id: int
    key: str
    data: Mapping[str, Any]


@transaction.atomic(savepoint=False)
def notify(
    *,
    persons: Iterable[Person],
    kind: str,
    subject: tuple[str, int],
    key: str,
    at: datetime,
    **data: Any,
) -> int:
    """Tell people something once a `key`, in the caller's transaction; return how many were new.

    `kind` is declared in a manifest's `notification_texts`, whose places `data` fills: text,
    numbers, dates and moments. Mail goes to whoever has an address and did not refuse the kind.
    """
    what, subject_id = subject
    notices = (
        Notice(pk, subject_id, key, data) for pk in dict.fromkeys(person.pk for person in persons)
    )
    return notify_many(kind=kind, subject_type=what, notices=notices, at=at)


@transaction.atomic(savepoint=False)
def notify_many(*, kind: str, subject_type: str, notices: Iterable[Notice], at: datetime) -> int:
    """Tell many people something each, as `notify` does; two statements for each 500 of them.

    KeyError for a subject no manifest declares: nobody could open what he is told of.
    """
    declared(subject_type)
    told = 0
    waiting = iter(notices)
    while some := list(islice(waiting, AT_ONCE)):
        new = insert_new(list(_rows(kind, subject_type, some, at)), known_by="key")
        if new:
            _write_mail([each.pk for each in new], kind, at)
        told += len(new)
    return told


def _rows(
    kind: str, subject_type: str, notices: Iterable[Notice], at: datetime
) -> Iterator[Notification]:
    """Yield the rows of notices, each key once."""
    for key, each in {f"{each.key}:{each.person_id}": each for each in notices}.items():
        yield Notification(
            person_id=each.person_id,
            kind=kind,
            data=pack(each.data),
            subject_type=subject_type,
            subject_id=each.subject_id,
            key=key,
            created_at=at,
        )


def _write_mail(ids: list[int], kind: str, at: datetime) -> None:
    """Write the mail of new notifications to whoever wants it, in one statement."""
    moment = connection.ops.adapt_datetimefield_value(at)
    sql = _MAIL.format(ids=", ".join(["%s"] * len(ids)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [moment, *ids, kind])


def mark_read(*, by: Actor, notifications: QuerySet[Notification], at: datetime) -> int:
    """Mark the actor's own among `notifications` as read; return how many were not yet."""
    mine = notifications.filter(person=by.person, read_at__isnull=True)
    return mine.update(read_at=at) if by.person else 0


@transaction.atomic
def refuse_mail(*, by: Actor, kinds: Iterable[str]) -> None:
    """Let exactly these kinds reach the actor in the product only, everything else by mail too."""
    if by.person is None:
        return
    Preference.objects.filter(person=by.person).delete()
    Preference.objects.bulk_create(
        [Preference(person=by.person, kind=kind) for kind in sorted(set(kinds))]
    )
