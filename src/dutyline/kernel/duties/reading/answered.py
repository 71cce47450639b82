"""The obligations behind a person's or a post's line."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import Q

from dutyline.kernel.duties.models import Obligation, State
from dutyline.kernel.duties.queries import ObligationQuerySet
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.periods import overlapping

DAY = timedelta(days=1)
LONGEST_PERIOD = 400 * DAY
"""What somebody answers for may have begun that long before it fell due."""
ANSWERED_ORDER = ("-due_at", "-id")


def answered_by(person_id: int, first: date, last: date) -> ObligationQuerySet:
    """Return what a person answers for and falls due on these days; one statement of its own.

    It is what he owes himself, what holders of his posts owe together and what his posts cover,
    as long as he held the post while it ran.
    """
    own = Q(person=person_id)
    held = Appointment.objects.filter(overlapping(first - LONGEST_PERIOD, last + DAY))
    for each in held.filter(person=person_id):
        while_held = Q(due_on__gte=each.valid_from)
        if each.valid_to is not None:
            while_held &= Q(starts_on__lt=each.valid_to)
        own |= Q(person=None, post=each.post_id) & while_held
        own |= Q(covered_by=each.post_id, reason="covering") & while_held
    return _of_days(Obligation.objects.filter(own), first, last)


def answered_by_holders(post_id: int, first: date, last: date) -> ObligationQuerySet:
    """Return what the holders of a post answer for and falls due on these days."""
    return _of_days(Obligation.objects.filter(post=post_id), first, last)


def reading_as(state: str, now: datetime) -> Q:
    """Return the condition "drawn as this tick at `now`"; see `rules.states.standing`."""
    unread_indicator = ~Q(version__indicator="")
    over = Q(grace_until__lt=now)
    if state == "upcoming":
        return Q(state=State.OPEN, starts_at__gt=now)
    if state == "due":
        return Q(state=State.OPEN, starts_at__lte=now) & (~over | unread_indicator)
    if state == State.MISSED:
        return Q(state=State.MISSED) | Q(state=State.OPEN, version__indicator="") & over
    return Q(state=state)


def _of_days(rows: ObligationQuerySet, first: date, last: date) -> ObligationQuerySet:
    """Keep what falls due on these days; said again in the column of the indexes.

    A local day is at most a day off.
    """
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    end = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    return rows.due_between(first, last).filter(
        due_at__gte=noon - 2 * DAY, due_at__lte=end + 2 * DAY
    )
