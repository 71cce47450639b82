"""Lets the sweeps of the product run through the days of the story, as they would have done."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.duties.operations import begin_earlier
from dutyline.kernel.duties.operations.matching import match
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.registry import Job, jobs
from dutyline.shell.demo.times import moment

CLOSING = "duties.close"
"""Told last: what is closed is frozen, and while a part of the story is missing nothing may be."""
COUNTING = ("duties.count", "duties.strength", "inspections.count")
IN_REAL_TIME = frozenset(
    {
        CLOSING,
        *COUNTING,
        "demo.tell",
        "errands.forget",
        "files.orphans",
        "imports.sweep",
        "inspections.open_rounds",
        "inspections.report_counts",
        "inspections.statistics",
        "jobs.compare_holders",
        "notifications.mail",
        "organisation.bring_into_effect",
        "receipts.sweep",
        "responsibility.tell_of_drift",
        "sign_in.held",
    }
)
"""Sweeps of the house and of counts, for which only today matters, and those modules tell."""
Step = Callable[[], object]
"""What is one transaction, or some short ones; each may be done again."""
POSTS_AT_ONCE = 10
AT_NIGHT = 0.1
"""Hour of the day at which the sweeps of a day run."""


def run_night(day: date) -> None:
    """Run what the sweeps do in the night before a day."""
    now = moment(day, AT_NIGHT)
    for job in _told():
        job.run(now)


def rewind(day: date) -> None:
    """Let periods be owed from a day on that is told after later ones."""
    begin_earlier(since=moment(day, 0))


def matching(now: datetime) -> Iterator[Step]:
    """Let all that was shown count: of older months some was told before it was owed."""
    posts = list(Post.objects.order_by("id").values_list("pk", flat=True))
    for start in range(0, len(posts), POSTS_AT_ONCE):
        yield partial(_match, posts[start : start + POSTS_AT_ONCE], now)


@transaction.atomic
def _match(posts: list[int], now: datetime) -> None:
    match(Q(post_id__in=posts, closed_at=None), now=now)


def closing(first: date, now: datetime) -> Iterator[Step]:
    """Close every period from a day on, night after night, and once more now."""
    close = next(job for job in jobs() if job.key == CLOSING)
    night = moment(first, AT_NIGHT)
    while night < now:
        yield partial(close.run, night)
        night += timedelta(days=1)
    yield partial(close.run, now)


def catching_up(now: datetime) -> Iterator[Step]:
    """Let the sweeps see the story up to now, and count it."""
    for job in (*_told(), *(job for job in jobs() if job.key in COUNTING)):
        yield partial(job.run, now)


def _told() -> Iterator[Job]:
    return (job for job in jobs() if job.key not in IN_REAL_TIME)
