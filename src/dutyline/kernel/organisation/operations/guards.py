"""Checks several operations share."""

import secrets
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dutyline.kernel.organisation.line import chain_of, superior_of
from dutyline.kernel.organisation.models import (
    Appointment,
    Dated,
    PathField,
    Place,
    Post,
    PostVersion,
    Unit,
)
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.ports import By, require_headable
from dutyline.kernel.organisation.refusals import (
    AlreadyClosed,
    CodeTaken,
    EndsBeforeItBegins,
    SecondHead,
    SuperiorCircle,
    TooDeep,
    UnderWayBefore,
    UnknownTimeZone,
)

EVERYWHERE = "/"
"""The path above every enterprise: only commands and jobs have rights there."""
LONGEST_PATH = PathField().max_length or 255


def lock_tree(path: str) -> Unit:
    """Let nobody else change the shape of this tree until the transaction ends; return its root."""
    return Unit.objects.select_for_update().get(pk=ancestors(path)[0])


def require_running(row: Dated, on: date, until: date | None = None) -> None:
    """Refuse unless `row` is true from `on` up to `until`, or for good."""
    if not row.runs_on(on):
        raise UnderWayBefore(name=row, day=on)
    if row.valid_to is not None and (until is None or until > row.valid_to):
        raise UnderWayBefore(name=row, day=until or row.valid_to)


def require_open(row: Unit | Post | Place) -> None:
    """Refuse what is closed, or has its closing day already."""
    if row.valid_to is not None:
        raise AlreadyClosed(name=row)


def require_order(since: date, until: date | None) -> None:
    """Refuse a span without a single day."""
    if until is not None and until <= since:
        raise EndsBeforeItBegins(since=since, until=until)


def require_time_zone(name: str) -> None:
    """Refuse a time zone that does not exist; empty is allowed."""
    if not name:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownTimeZone(name=name) from error


def require_free_code(rows: type[Unit] | type[Post] | type[Place], code: str) -> None:
    """Refuse a code that another row has; an empty one will be made up."""
    if code and rows.objects.filter(code=code).exists():
        raise CodeTaken(code=code)


def free_code(rows: type[Unit] | type[Post] | type[Place], letter: str, pk: int) -> str:
    """Return a code for a row entered without one; a file may have used the plain one already."""
    code = f"{letter}{pk}"
    while rows.objects.filter(code=code).exists():
        code = f"{letter}{pk}-{secrets.token_hex(2)}"
    return code


def require_depth(unit: Unit) -> None:
    """Refuse a unit deeper than a path can say."""
    if len(unit.path) > LONGEST_PATH:
        raise TooDeep(name=unit)


def require_one_head(unit: Unit, post: Post | None, on: date) -> None:
    """Refuse a second head of a unit from a day on."""
    other = (
        PostVersion.objects.filter(overlapping(on, date.max), unit=unit, heads_unit=True)
        .exclude(post=post)
        .select_related("post")
        .order_by("id")
        .first()
    )
    if other is not None:
        raise SecondHead(unit=unit, head=other.post)


def require_no_own_gain(by: By, post: Post, unit: Unit, on: date) -> None:
    """Refuse to make a post the actor holds the head of a unit for the rights of a head."""
    if by.person is None:
        return
    held = Appointment.objects.filter(overlapping(on, date.max), post=post, person=by.person)
    if held.exists():
        require_headable(by=by, post=post.title, unit=unit.name, path=unit.path)


def require_no_circle(post: Post | None, on: date) -> None:
    """Refuse when a post would, on a day, report to itself in the end; call after the change."""
    if post is None:
        return
    # A post that names itself has nobody above it: its line ends before it begins.
    last = [post, *chain_of(post, on)][-1]
    if superior_of(last, on) == post:
        raise SuperiorCircle(name=post, superior=last)


def provisional() -> str:
    """Return a value no code or path can have, until the row has its id."""
    return f"~{secrets.token_hex(8)}"
