"""Reports vacancies to the line: a sweep."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from dutyline.kernel.duties.models import PostDuty, PostMark
from dutyline.kernel.duties.operations.covering import nearest_held
from dutyline.kernel.duties.thresholds import vacancy_report_days
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.models import Person, Post
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
    owing = PostDuty.objects.filter(as_of(on), post=OuterRef("pk"))
    found = (
        Post.objects.vacant(on)
        .filter(Exists(owing))
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


@transaction.atomic
def report_vacancies(*, now: datetime) -> int:
    """Tell the line of vacancies older than the criterion, each once; return how many were told.

    Who covers a vacant post may have changed with the line above it, so its obligations are
    worked out again at the next opening.
    """
    on = now.date()
    found = vacancies(on)
    PostMark.objects.filter(pk__in=[each.post.pk for each in found], stale=False).update(stale=True)
    days = vacancy_report_days(on)
    aged = [
        each
        for each in found
        if timedelta(days=days) < on - each.since <= timedelta(days=days + REMEMBERED)
    ]
    above = nearest_held([each.post.pk for each in aged], on)
    told = 0
    for each in aged:
        superior = above.get(each.post.pk)
        if superior is None:
            continue
        told += notify(
            persons=list(
                Person.objects.filter(
                    as_of(on, "appointments__"), appointments__post=superior
                ).order_by("id")
            ),
            kind="duties.vacancy",
            subject=("organisation.post", each.post.pk),
            key=f"duties.vacancy:{each.post.pk}:{each.since.isoformat()}",
            at=now,
            post=each.post.title,
            unit=each.post.unit.name,
            since=each.since,
            days=(on - each.since).days,
        )
    return told
