"""Checks several operations share."""

import secrets
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dutyline.kernel.organisation.models import Dated, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.refusals import (
    EndsBeforeItBegins,
    UnderWayBefore,
    UnknownTimeZone,
)

EVERYWHERE = "/"
"""The path above every enterprise: only commands and jobs have rights there."""


def lock_tree(path: str) -> Unit:
    """Let nobody else change the shape of this tree until the transaction ends."""
    return Unit.objects.select_for_update().get(pk=ancestors(path)[0])


def require_running(row: Dated, on: date, until: date | None = None) -> None:
    """Refuse unless `row` is true from `on` up to `until`."""
    if not row.runs_on(on):
        raise UnderWayBefore(name=row, day=on)
    if row.valid_to is not None and (until is None or until > row.valid_to):
        raise UnderWayBefore(name=row, day=until or row.valid_to)


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
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownTimeZone(name=name) from error


def provisional() -> str:
    """Return a value no code or path can have, until the row has its id."""
    return f"~{secrets.token_hex(8)}"
