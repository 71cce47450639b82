"""Reports vacancies to the line: a sweep."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from dutyline.kernel.duties.models import PostDuty, PostMark
from dutyline.kernel.duties.operations.covering import nearest_held
from dutyline.kernel.duties.thresholds import vacancy_report_days
from dutyline.kernel.notifications.operations import AT_ONCE, Notice, notify_many
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.kernel.organisation.periods import as_of

REMEMBERED = 35
"""Days a vacancy is looked at after it came of age; it is told once, however often looked at."""


@dataclass(frozen=True)
class Vacancy:
    """A post with duties that nobody holds, acting holders not counted."""

    post: Post
    since: date


def vacancies(on: date) -> list[Vacancy]:
    """Return the posts with duties that are vacant on a day, each with its first vacant day."""
    found = (
        _vacant(on)
        .select_related("unit")
        .annotate(
            left=Max(
                "appointments__valid_to",
                filter=Q(appointments__acting=False, appointments__valid_to__lte=on),
            ),
        )
        .order_by("id")
    )
    return [Vacancy(post, max(post.left or post.valid_from, post.valid_from)) for post in found]


def _vacant(on: date) -> "QuerySet[Post]":
    return Post.objects.vacant(on).filter(
        Exists(PostDuty.objects.filter(as_of(on), post=OuterRef("pk")))
    )


@transaction.atomic
def report_vacancies(*, now: datetime) -> int:
    """Tell the line of vacancies older than the criterion, each once; return how many were told.

    Who covers a vacant post may have changed with the line above it, so its obligations are
    worked out again at the next opening. Some statements for each 500 who are told.
    """
    on = day_of_enterprise(now)
    found = vacancies(on)
    PostMark.objects.filter(pk__in=_vacant(on).values("pk"), stale=False).update(stale=True)
    days = vacancy_report_days(on)
    aged = [
        each
        for each in found
        if timedelta(days=days) < on - each.since <= timedelta(days=days + REMEMBERED)
    ]
    above = nearest_held([each.post.pk for each in aged], on)
    told = _holders({post for post in above.values() if post is not None}, on)
    notices = (
        Notice(
            person,
            each.post.pk,
            f"duties.vacancy:{each.post.pk}:{each.since.isoformat()}",
            {
                "post": each.post.title,
                "unit": each.post.unit.name,
                "since": each.since,
                "days": (on - each.since).days,
            },
        )
        for each in aged
        for person in told.get(above[each.post.pk], ())
    )
    return notify_many(
        kind="duties.vacancy", subject_type="organisation.post", notices=notices, at=now
    )


def _holders(posts: set[int], on: date) -> dict[int | None, list[int]]:
    """Return who holds each of some posts on a day, one statement for each 500 of them."""
    found: dict[int | None, list[int]] = defaultdict(list)
    wanted = iter(sorted(posts))
    while some := list(islice(wanted, AT_ONCE)):
        held = Appointment.objects.on(on).filter(post__in=some)
        for post, person in held.order_by("person_id").values_list("post_id", "person_id"):
            found[post].append(person)
    return found
