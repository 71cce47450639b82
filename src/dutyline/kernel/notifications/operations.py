"""The verbs of notifications."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.notifications.data import pack
from dutyline.kernel.notifications.models import Notification, OutboxMail, Preference
from dutyline.kernel.organisation.models import Person


@transaction.atomic
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
    wanted = {f"{key}:{person.pk}": person for person in persons}
    told = Notification.objects.filter(key__in=wanted).values_list("key", flat=True)
    for known in told:
        del wanted[known]
    if not wanted:
        return 0
    packed = pack(data)
    rows = [
        Notification(
            person=person,
            kind=kind,
            data=packed,
            subject_type=subject[0],
            subject_id=subject[1],
            key=each,
            created_at=at,
        )
        for each, person in wanted.items()
    ]
    # Two who tell the same at the same moment must not fail each other.
    made = Notification.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["key"]
    )
    _write_mail(made, kind, at)
    return len(made)


def _write_mail(made: list[Notification], kind: str, at: datetime) -> None:
    reachable = [row for row in made if row.person.email]
    if not reachable:
        return
    refused = set(
        Preference.objects.filter(
            kind=kind, person__in=[row.person_id for row in reachable]
        ).values_list("person_id", flat=True)
    )
    OutboxMail.objects.bulk_create(
        [
            OutboxMail(notification=row, to=row.person.email, next_try_at=at)
            for row in reachable
            if row.person_id not in refused
        ],
        ignore_conflicts=True,
    )


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
