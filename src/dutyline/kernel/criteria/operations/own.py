"""Fits an own row between the own rows before and after it."""

from datetime import date
from typing import Any

from dutyline.kernel.criteria.models import Origin


def make_room(rows: Any, day: date) -> tuple[Any | None, date | None]:
    """End the own row running on `day`; return (the own row that begins that day, where to end).

    A row that begins on the very day is given back to be written anew.
    """
    own = rows.filter(origin=Origin.OWN)
    same = own.filter(valid_from=day).first()
    for running in own.on(day).exclude(valid_from=day).order_by("id"):
        running.valid_to = day
        running.save(update_fields=["valid_to"])
    later = own.filter(valid_from__gt=day).order_by("valid_from", "id")
    following = next((row for row in later if row.valid_to != row.valid_from), None)
    return same, following.valid_from if following else None
