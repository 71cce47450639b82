"""What a column of the exported ledger says, and of what it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from dutyline.modules.inspections.models import REPAIRING, Finding


@dataclass(frozen=True)
class Value:
    """What a cell says: what its one path says, or what is made of two or more of them.

    For the paths see `ledger_lines.LedgerReader`.
    """

    paths: tuple[str, ...]
    make: Callable[..., Any] | None = None


def of(path: str) -> Value:
    """Say what a path says."""
    return Value((path,))


def own(row: str, column: str, *, told: str) -> Value:
    """Say what a row of ours says; where there is none, what another path tells instead."""
    return Value((f"{row}__id", f"{row}__{column}", told), _own)


def or_told(path: str, column: str) -> Value:
    """Say what a path says; where that is nothing, what an imported ledger said."""
    return Value((path, f"imported__{column}"), _either)


def words(column: str) -> Value:
    """Say a choice in words, and nothing where none was made."""
    return Value((column, "language"), partial(_word, column))


def moment(path: str) -> Value:
    """Say a moment as the clocks of the unit show it."""
    return Value((path, "tz"), _local)


def day(path: str) -> Value:
    """Say the day of a moment in the unit's zone."""
    return Value((path, "tz"), _day)


def yes(column: str) -> Value:
    """Say yes, or nothing."""
    return Value((column, "language"), _yes)


def _own(row: int | None, ours: Any, told: Any) -> Any:
    return told if row is None else ours


def _either(first: Any, second: Any) -> Any:
    return first or second


@lru_cache(maxsize=512)
def _word(column: str, chosen: str, language: str) -> str:
    """Return a choice in words; remembered, since every row would translate all choices."""
    if not chosen:
        return ""
    with override(language):
        field: Any = Finding._meta.get_field(column)
        return str(dict(field.flatchoices).get(chosen, chosen))


@lru_cache(maxsize=16)
def _yes(said: bool, language: str) -> str:
    with override(language):
        return str(_("yes")) if said else ""


def _local(at: datetime, tz: ZoneInfo) -> datetime:
    return at.astimezone(tz).replace(tzinfo=None)


def _day(at: datetime | None, tz: ZoneInfo) -> date | None:
    return at.astimezone(tz).date() if at else None


def _verifier(
    verified: int | None, verified_by: str, asked: int | None, name: str, told: str
) -> str:
    if verified is not None:
        return verified_by
    return told if asked is None else name


VERIFIER = Value(
    (
        "repair__verification__id",
        "repair__verification__by__name",
        "verifier_id",
        "verifier__name",
        "imported__verifier_name",
    ),
    _verifier,
)
"""Who verified, else who is to verify, else what an imported ledger said."""


def _days_over(due_on: date | None, state: str, repaired_on: date | None, today: date) -> Any:
    if due_on is None:
        return None
    end = today if state in REPAIRING else repaired_on
    return max((end - due_on).days, 0) if end else None


DAYS_OVER = Value(("due_on", "state", "repaired_on", "today"), _days_over)
