"""The verbs of notifications."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.notifications.data import pack
from dutyline.kernel.notifications.models import Notification, Preference
from dutyline.kernel.organisation.models import Person
from dutyline.toolkit.inserting import insert_new

_MAIL = """
INSERT INTO notifications_outboxmail (notification_id, "to", next_try_at, attempts, last_error)
SELECT n.id, p.email, %s, 0, '' FROM notifications_notification n
JOIN organisation_person p ON p.id = n.person_id
WHERE n.id IN ({ids}) AND p.email <> '' AND NOT EXISTS (
    SELECT 1 FROM notifications_preference r WHERE r.person_id = n.person_id AND r.kind = %s)
"""


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
    packed = pack(data)
    new = insert_new(
        [
            Notification(
                person_id=pk,
                kind=kind,
                data=packed,
                subject_type=subject[0],
                subject_id=subject[1],
                key=f"{key}:{pk}",
                created_at=at,
            )
            for pk in dict.fromkeys(person.pk for person in persons)
        ],
        known_by="key",
    )
    if new:
        _write_mail([each.pk for each in new], kind, at)
    return len(new)


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
