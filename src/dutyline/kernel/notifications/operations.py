"""The verbs of notifications."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.notifications.data import pack
from dutyline.kernel.notifications.models import Notification, OutboxMail, Preference
from dutyline.kernel.organisation.models import Person


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
    people = {person.pk: person for person in persons}
    mail_refused = _not_told(people, kind, key)
    if not mail_refused:
        return 0
    packed = pack(data)
    rows = [
        Notification(
            person=people[pk],
            kind=kind,
            data=packed,
            subject_type=subject[0],
            subject_id=subject[1],
            key=f"{key}:{pk}",
            created_at=at,
        )
        for pk in mail_refused
    ]
    # Two who tell the same at the same moment must not fail each other.
    made = Notification.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["key"]
    )
    OutboxMail.objects.bulk_create(
        [
            OutboxMail(notification=row, to=row.person.email, next_try_at=at)
            for row in made
            if row.person.email and not mail_refused[row.person_id]
        ],
        ignore_conflicts=True,
    )
    return len(made)


def _not_told(people: dict[int, Person], kind: str, key: str) -> dict[int, bool]:
    """Return who was not told yet, and whether he refused mail of this kind; one statement."""
    its_key = Concat(Value(f"{key}:"), Cast(OuterRef("pk"), CharField()))
    told = Notification.objects.filter(key=its_key)
    refused = Preference.objects.filter(person=OuterRef("pk"), kind=kind)
    rows = Person.objects.filter(~Exists(told), pk__in=people).order_by("id")
    return dict(rows.values_list("pk", Exists(refused)))


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
