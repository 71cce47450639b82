"""Opens periods: a sweep that may run late or twice."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.duties.models import (
    Cadence,
    DutyVersion,
    Obligation,
    OpeningClock,
    PostDuty,
    PostMark,
)
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
from dutyline.kernel.organisation.calendar import held_on_days
from dutyline.kernel.organisation.models import Post

HORIZON = timedelta(days=2)
"""How far ahead periods are opened, so that everybody sees what is coming."""
POSTS_AT_ONCE = 200
RHYTHMS = (*CALENDAR, Cadence.SHIFT)


@dataclass(frozen=True)
class _Asked:
    """The days of grace of a cadence's duties, and whether any post owes one of them."""

    graces: frozenset[int]
    owed: bool


NOTHING = _Asked(frozenset(), owed=False)


def open_periods(*, now: datetime, horizon: timedelta = HORIZON) -> int:
    """Open every period that begins by `now` + `horizon`; return how many obligations are new.

    A cadence is one statement for all posts simply held through its periods. Posts where somebody
    comes, goes, acts or is on leave, and those that changed since, are worked out by the rules,
    in every period that is not closed yet. Running it again changes nothing.
    """
    before = last_obligation()
    with transaction.atomic():
        mark_posts()
        # Asked after the marks: what a duty newly asks is opened now, or marked the next time.
        asks = _asks()
        clocks = _clocks(asks.keys(), now)
    opened = [clocks[cadence].opened_to for cadence in RHYTHMS if cadence in clocks]
    # Periods that are not closed, and those slept through.
    longest = max(held.value for held in held_on_days(now, close_days))
    since = min([now - timedelta(days=longest), *opened])
    began = {cadence: clock.began_at for cadence, clock in clocks.items()}
    calendars = Calendars(since, now + horizon, began)
    for cadence in RHYTHMS:
        if cadence in clocks:
            with transaction.atomic():
                _open_cadence(cadence, asks.get(cadence, NOTHING), calendars, now)
    with transaction.atomic():
        if asks.get(Cadence.ONCE, NOTHING).owed:
            mark_without_once(now + horizon)
        PostMark.objects.filter(stale=None).update(stale=False)
    _work_out_stale(calendars, now)
    return Obligation.objects.filter(pk__gt=before).count()


@transaction.atomic
def begin_earlier(*, since: datetime) -> None:
    """Let periods be owed from an earlier moment on, for a history that is entered afterwards.

    Those opened already stay as they are; from the next run on `open_periods` opens the others, as
    far as the moments it is given have come.
    """
    later = OpeningClock.objects.filter(began_at__gt=since)
    later.update(began_at=since, opened_to=since)


def recheck(*, posts: Sequence[Post], since: datetime, now: datetime) -> int:
    """Work out anew what posts owed from `since` on, closed periods included.

    For facts that became known late: an appointment or leave recorded after its periods closed.
    Closed states stay and get corrections. Return how many obligations changed.
    """
    began = dict(OpeningClock.objects.values_list("cadence", "began_at"))
    calendars = Calendars(since, now + HORIZON, began)
    ids = sorted(post.pk for post in posts)
    changed = 0
    for start in range(0, len(ids), POSTS_AT_ONCE):
        with transaction.atomic():
            changed += reallocate(ids[start : start + POSTS_AT_ONCE], calendars, now=now)
    return changed


def _asks() -> dict[str, _Asked]:
    """Return what the duties of each cadence ask."""
    versions = DutyVersion.objects.order_by().distinct()
    somewhere = versions.filter(duty__in=PostDuty.objects.order_by().values("duty"))
    owed = set(somewhere.values_list("cadence", flat=True))
    graces: dict[str, set[int]] = {}
    for cadence, grace in versions.values_list("cadence", "grace_days"):
        graces.setdefault(cadence, set()).add(grace)
    return {each: _Asked(frozenset(graces[each]), each in owed) for each in graces}


def _clocks(met: AbstractSet[str], now: datetime) -> dict[str, OpeningClock]:
    """Return the clock of every cadence that has duties; a cadence met now begins now."""
    known = set(OpeningClock.objects.values_list("cadence", flat=True))
    OpeningClock.objects.bulk_create(
        [
            OpeningClock(cadence=cadence, began_at=now, opened_to=now)
            for cadence in sorted(met - known - {Cadence.EVENT})
        ],
        ignore_conflicts=True,
    )
    return {clock.cadence: clock for clock in OpeningClock.objects.order_by("id")}


def _open_cadence(cadence: str, asked: _Asked, calendars: Calendars, now: datetime) -> None:
    clock = OpeningClock.objects.select_for_update().get(cadence=cadence)
    scopes = calendars.scopes(cadence) if asked.owed else {}
    openings = [
        _opening(scope, window, sorted(asked.graces), fresh=_is_fresh(window, clock))
        for scope in sorted(set(scopes.values()))
        for window in calendars.windows(cadence, scope)
    ]
    strangers = bool(openings) and PostMark.objects.filter(stale=None).exists()
    if strangers or any(opening.fresh for opening in openings):
        before = last_obligation()
        open_simply(cadence, openings, scopes)
        mark_for_counting(before)
        _match_shown_before(before, now)
        _mark(cadence, openings, strangers=strangers)
    calendar = calendars.digest() if cadence == Cadence.SHIFT else ""
    if clock.calendar != calendar and clock.opened_to != clock.began_at:
        owing = PostMark.objects.filter(post__duties__duty__versions__cadence=cadence)
        PostMark.objects.filter(stale=False, pk__in=owing).update(stale=True)
    clock.opened_to, clock.calendar = max(clock.opened_to, calendars.until), calendar
    clock.save(update_fields=["opened_to", "calendar"])


def _is_fresh(window: Window, clock: OpeningClock) -> bool:
    """Say whether a period was not opened for everybody yet."""
    never = clock.opened_to == clock.began_at
    return never or window.starts_at > clock.opened_to


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


def _mark(cadence: str, openings: list[Opening], *, strangers: bool) -> None:
    """Mark who is not simply holding his post: in what is fresh, and of strangers in all."""
    fresh = [each for each in openings if each.fresh]
    if fresh:
        first, past = min(each.first for each in fresh), max(each.past for each in fresh)
        mark_disturbed(cadence, first, past, fresh=True)
    if strangers:
        first, past = min(each.first for each in openings), max(each.past for each in openings)
        mark_disturbed(cadence, first, past, fresh=False)


def _match_shown_before(before: int, now: datetime) -> None:
    posts = posts_shown_before(before, now)
    for start in range(0, len(posts), POSTS_AT_ONCE):
        some = posts[start : start + POSTS_AT_ONCE]
        match(Q(post_id__in=some, closed_at=None), now=now)


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
