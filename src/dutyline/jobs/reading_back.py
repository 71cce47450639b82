"""Raises the alarm where an outside holder keeps another log than ours."""

from datetime import datetime

from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Grant
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.rights import permissions_of
from dutyline.kernel.holders.models import Holder
from dutyline.kernel.holders.reading_back import read_back
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Appointment, Person

HOLDER = "holders.holder"
ALARM = "jobs.holder_differs"


def compare_holders(now: datetime) -> int:
    """Read holders back and tell whoever watches the log of each that differs, once a day."""
    wrong = read_back(now)
    if not wrong:
        return 0
    today = day_of_enterprise(now)
    watching = _watching(now)
    return sum(
        notify(
            persons=watching,
            kind=ALARM,
            subject=(HOLDER, each.pk),
            key=f"{ALARM}:{each.pk}:{today.isoformat()}",
            at=now,
            holder=each.name,
        )
        for each in wrong
    )


def url_for_holder(_holder_id: int) -> str:
    """Return the page of holders."""
    return reverse("holders:holders")


def sees_holder(actor: Actor, holder_id: int) -> bool:
    """Say whether the actor may see who keeps our checkpoints."""
    there = Holder.objects.filter(pk=holder_id).exists()
    return there and actor.can(Access.LOG_WATCH)


def _watching(now: datetime) -> list[Person]:
    """Return who is to hear of it today: whoever holds a role that watches the log."""
    today = day_of_enterprise(now)
    rows = Grant.objects.on(today)
    known = permissions_of(set(rows.values_list("role", flat=True).distinct()))
    watching = [role for role, may in known.items() if Access.LOG_WATCH in may]
    given = rows.filter(role__in=watching)
    held = Appointment.objects.on(today).filter(post__in=given.values("post"))
    persons = Person.objects.filter(pk__in=given.exclude(person=None).values("person"))
    return list((persons | Person.objects.filter(pk__in=held.values("person"))).order_by("id"))
