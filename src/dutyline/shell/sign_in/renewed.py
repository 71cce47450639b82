"""Tells those who lead somebody that his account opens by something it did not open by before.

He himself may not learn of it: whoever came in reads his notifications, and workers have no mail.
"""

from datetime import datetime

from django.utils import timezone

from dutyline.kernel.access.models import Account, WayIn
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.line import holders_of, superior_of
from dutyline.kernel.organisation.models import Appointment, Person


def tell_superiors(account: Account, at: datetime) -> None:
    """Tell who leads the person of an account in use about the newest way into it."""
    newest = WayIn.objects.filter(account=account).order_by("-at", "-id").first()
    if newest is None or newest.first or account.person is None:
        return
    notify(
        persons=_superiors(account.person, at),
        kind="sign_in.renewed_below",
        subject=("access.account", account.pk),
        key=f"renewed_below:{newest.pk}",
        at=at,
        name=account.person.name,
        by=newest.by_name or account.person.name,
    )


def _superiors(person: Person, at: datetime) -> list[Person]:
    today = timezone.localdate(at)
    found: dict[int, Person] = {}
    for held in Appointment.objects.on(today).filter(person=person).select_related("post"):
        above = superior_of(held.post, today)
        for each in holders_of(above, today) if above else ():
            found[each.person_id] = each.person
    found.pop(person.pk, None)
    return list(found.values())
