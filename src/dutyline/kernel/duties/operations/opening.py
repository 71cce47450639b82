"""Opens periods: a sweep that may run late or twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.duties.models import Cadence, DutyVersion, OpeningClock, PostMark
from dutyline.kernel.duties.operations.calendars import Calendars, zone_of_scope
from dutyline.kernel.duties.operations.matching import match
from dutyline.kernel.duties.operations.reallocating import reallocate
from dutyline.kernel.duties.rules.periods import CALENDAR, Window, grace_end
from dutyline.kernel.duties.sql.marks import mark_disturbed, mark_posts
from dutyline.kernel.duties.sql.once import mark_without_once
from dutyline.kernel.duties.sql.opening import (
    Opening,
    last_obligation,
    mark_for_counting,
    open_simply,
    posts_shown_before,
)
from dutyline.kernel.duties.thresholds import close_days
from dutyline.kernel.organisation.models import Post

HORIZON = timedelta(days=2)
"""How far ahead periods are opened, so that everybody sees what is coming."""
POSTS_AT_ONCE = 200
RHYTHMS = (*CALENDAR, Cadence.SHIFT)


def open_periods(*, now: datetime, horizon: timedelta = HORIZON) -> int:
    """Open every period that begins by `now` + `horizon`; return how many obligations are new.

    A cadence is one statement for all posts simply held through its periods. Posts where somebody
    comes, goes, acts or is on leave, and those that changed since, are worked out by the rules,
    in every period that is not closed yet. Running it again changes nothing.
    """
    before = last_obligation()
    until = now + horizon
    since = _since(now)
    with transaction.atomic():
        mark_posts()
    for cadence in RHYTHMS:
        with transaction.atomic():
            _open_cadence(cadence, since, now, until)
    with transaction.atomic():
        mark_without_once(until)
        PostMark.objects.filter(stale=None).update(stale=False)
    _work_out_stale(Calendars(since, until), now)
    return last_obligation() - before


def recheck(*, posts: Sequence[Post], since: datetime, now: datetime) -> int:
    """Work out anew what posts owed from `since` on, closed periods included.

    For facts that became known late: an appointment or leave recorded after its periods closed.
    Closed states stay and get corrections. Return how many obligations changed.
    """
    calendars = Calendars(since, now + HORIZON)
    ids = sorted(post.pk for post in posts)
    changed = 0
    for start in range(0, len(ids), POSTS_AT_ONCE):
        with transaction.atomic():
            changed += reallocate(ids[start : start + POSTS_AT_ONCE], calendars, now=now)
    return changed


def _since(now: datetime) -> datetime:
    """Return from when periods are looked at: those not closed, and those slept through.

    The very first time what is over is left alone: nobody could have known of it.
    """
    opened = OpeningClock.objects.order_by("opened_to").values_list("opened_to", flat=True).first()
    if opened is None:
        return now
    return min(opened, now - timedelta(days=close_days(now.date())))


def _open_cadence(cadence: str, since: datetime, now: datetime, until: datetime) -> None:
    versions = DutyVersion.objects.filter(cadence=cadence)
    graces = sorted(set(versions.values_list("grace_days", flat=True)))
    if not graces:
        return
    clock = OpeningClock.objects.select_for_update().filter(cadence=cadence).first()
    calendars = Calendars(since, until)
    calendar = calendars.digest() if cadence == Cadence.SHIFT else ""
    scopes = calendars.scopes(cadence)
    openings = []
    for scope in sorted(set(scopes.values())):
        for window in calendars.windows(cadence, scope):
            fresh = clock is None or window.starts_at > clock.opened_to
            openings.append(_opening(scope, window, graces, fresh=fresh))
    before = last_obligation()
    if openings and (
        PostMark.objects.filter(stale=None).exists() or any(o.fresh for o in openings)
    ):
        open_simply(cadence, openings, scopes)
        mark_for_counting(before)
        _match_shown_before(before, now)
        _mark(cadence, openings)
    if clock is not None and clock.calendar != calendar:
        PostMark.objects.filter(post__duties__duty__versions__cadence=cadence, stale=False).update(
            stale=True
        )
    OpeningClock.objects.update_or_create(
        cadence=cadence, defaults={"opened_to": until, "calendar": calendar}
    )


def _opening(scope: str, window: Window, graces: list[int], *, fresh: bool) -> Opening:
    tz = zone_of_scope(scope)
    return Opening(
        scope=scope,
        key=window.key,
        first=window.days.first,
        past=window.days.end,
        starts_at=window.starts_at,
        due_at=window.due_at,
        due_on=window.due_at.astimezone(tz).date(),
        fresh=fresh,
        graces={days: grace_end(window.due_at, days, tz) for days in graces},
    )


def _mark(cadence: str, openings: list[Opening]) -> None:
    fresh = [each for each in openings if each.fresh]
    if fresh:
        first, past = min(each.first for each in fresh), max(each.past for each in fresh)
        mark_disturbed(cadence, first, past, fresh=True)
    first, past = min(each.first for each in openings), max(each.past for each in openings)
    mark_disturbed(cadence, first, past, fresh=False)


def _match_shown_before(before: int, now: datetime) -> None:
    posts = posts_shown_before(before, now)
    for start in range(0, len(posts), POSTS_AT_ONCE):
        some = posts[start : start + POSTS_AT_ONCE]
        match(Q(post_id__in=some, starts_at__lte=now, closed_at=None), now=now)


def _work_out_stale(calendars: Calendars, now: datetime) -> None:
    """Work out the marked posts some at a time, each time in a transaction of its own."""
    while True:
        with transaction.atomic():
            some = list(
                PostMark.objects.select_for_update(skip_locked=True)
                .filter(stale=True)
                .order_by("post_id")
                .values_list("post_id", flat=True)[:POSTS_AT_ONCE]
            )
            if not some:
                return
            reallocate(some, calendars, now=now)
            PostMark.objects.filter(pk__in=some).update(stale=False)
