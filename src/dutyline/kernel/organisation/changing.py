"""A post or a unit that changes, for what it touches: when, and what it is before and after."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.line import superior_of
from dutyline.kernel.organisation.models import Post, PostVersion, Unit, UnitVersion
from dutyline.kernel.registry import Change
from dutyline.kernel.registry.touching import POST, UNIT

DAY = timedelta(days=1)
PARTS = " · "


def change_of_post(post: Post, *, today: date, on: date | None = None) -> Change:
    """Return the change of a post on a day: the next to come, else the newest, else of today."""
    versions = list(post.versions.select_related("unit", "superior").order_by("valid_from", "id"))
    days = [each.valid_from for each in versions[1:]]
    if versions and versions[-1].valid_to is not None:
        days.append(versions[-1].valid_to)
    day = chosen_day(days, today=today, on=on)
    before, after = (_of_post(post, _running(versions, each)) for each in _days(day, days))
    lay = dict.fromkeys(
        version.unit.path
        for each in _days(day, days)
        if (version := _running(versions, each)[0]) is not None
    )
    return Change(
        kind=POST,
        day=day,
        today=today,
        known=day in days,
        days=tuple(days),
        id=post.pk,
        paths=tuple(lay) or (post.unit.path,),
        before=before,
        after=after,
    )


def change_of_unit(unit: Unit, *, today: date, on: date | None = None) -> Change:
    """Return the change of a unit on a day: the next to come, else the newest, else of today."""
    versions = list(unit.versions.select_related("parent").order_by("valid_from", "id"))
    days = [
        later.valid_from
        for former, later in pairwise(versions)
        if any(getattr(former, name) != getattr(later, name) for name in ("name", "kind", "path"))
    ]
    if versions and versions[-1].valid_to is not None:
        days.append(versions[-1].valid_to)
    day = chosen_day(days, today=today, on=on)
    before, after = (_of_unit(_running(versions, each)[0]) for each in _days(day, days))
    return Change(
        kind=UNIT,
        day=day,
        today=today,
        known=day in days,
        days=tuple(days),
        id=unit.pk,
        paths=(unit.path,),
        before=before,
        after=after,
    )


def chosen_day(days: Iterable[date], *, today: date, on: date | None) -> date:
    """Return the day to look at: the one asked, else the next change, else the newest, else today.

    Never the day on which something began: that changed nothing.
    """
    if on is not None:
        return on
    known = sorted(days)
    coming = [each for each in known if each > today]
    return coming[0] if coming else (known[-1] if known else today)


def _days(day: date, days: Sequence[date]) -> tuple[date, date]:
    """Return the last day before and the first after; the same twice where nothing changes."""
    return (day - DAY, day) if day in days else (day, day)


def _running(versions: Sequence[PostVersion | UnitVersion], day: date) -> tuple:
    return next((each for each in versions if each.runs_on(day)), None), day


def _of_post(post: Post, then: tuple[PostVersion | None, date]) -> str:
    version, day = then
    if version is None:
        return ""
    above = superior_of(post, day)
    said = [version.title, version.unit.name]
    if above is not None:
        said.append(_("reports to {post}").format(post=above.title))
    return PARTS.join(said)


def _of_unit(version: UnitVersion | None) -> str:
    if version is None:
        return ""
    said = [version.name, str(version.get_kind_display())]
    if version.parent is not None:
        said.append(_("part of {unit}").format(unit=version.parent.name))
    return PARTS.join(said)
