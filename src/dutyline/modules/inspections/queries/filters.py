"""What a person may filter the ledger by, as the address of a page carries it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from django.db.models import Q
from django.utils import timezone

from dutyline.kernel.criteria.lookup import keys_below
from dutyline.kernel.organisation.paths import subtree
from dutyline.toolkit.prepared import Slot

REPAIRING = ("assigned", "in_work", "extension_asked")
OPEN = ("registered", *REPAIRING, "reported", "verified")
STATES = (*OPEN, "closed", "merged", "void")
GROUPS = {
    "open": OPEN,
    "repair": REPAIRING,
    "over": ("closed", "merged", "void"),
}
"""Names for several states at once."""
WIDEST = timedelta(hours=14)
"""How far a zone lies from Greenwich at most."""


class BadFilter(ValueError):
    """A filter value that cannot be read; `name` is the field."""

    def __init__(self, name: str) -> None:
        """Keep which field it was."""
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class LedgerFilter:
    """A filter of the ledger; empty fields ask for nothing. Days are inclusive."""

    words: str = ""
    unit: str = ""
    """Path of a unit; its whole subtree is meant."""
    unit_alone: bool = False
    place: int | None = None
    state: tuple[str, ...] = ()
    grade: str = ""
    risk: str = ""
    category: str = ""
    """Key of a category; those under it are meant too."""
    category_alone: bool = False
    nature: str = ""
    basis: str = ""
    clause: str = ""
    kind: str = ""
    origin: str = ""
    finder: int | None = None
    owner: int | None = None
    verifier: int | None = None
    person: int | None = None
    """Found by, answered for or verified by this person."""
    round: int | None = None
    overdue: bool = False
    repeat: bool = False
    unassigned: bool = False
    escalated: bool = False
    found_from: date | None = None
    found_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    first_due_from: date | None = None
    first_due_to: date | None = None
    assigned_from: date | None = None
    assigned_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Read a filter from the query of an address or a saved view; raises BadFilter."""
        found: dict[str, Any] = {}
        for field in fields(cls):
            raw = _raw(values, field.name)
            if raw:
                found[field.name] = _READERS.get(field.type, _text)(field.name, raw)
        return cls(**found)

    def write(self) -> dict[str, Any]:
        """Return the filter as plain values that `read` understands, without empty ones."""
        plain: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value in ("", None, (), False):
                continue
            plain[field.name] = (
                list(value)
                if isinstance(value, tuple)
                else value.isoformat()
                if isinstance(value, date)
                else "1"
                if value is True
                else str(value)
            )
        return plain

    def count(self) -> int:
        """Return how many fields ask for something, the words not counted."""
        return len(self.write().keys() - {"words", "unit_alone", "category_alone"})

    def condition(self, on: date | Slot) -> Q:
        """Return the filter as one condition on findings; `on` is today."""
        condition = Q()
        if self.unit:
            condition &= Q(unit_path=self.unit) if self.unit_alone else _in(self.unit)
        if self.state:
            condition &= _states(self.state)
        for name in ("grade", "risk", "nature", "basis", "origin"):
            if getattr(self, name):
                condition &= Q(**{name: getattr(self, name)})
        for name in ("place", "finder", "owner", "verifier", "round"):
            if getattr(self, name) is not None:
                condition &= Q(**{name: getattr(self, name)})
        return condition & self._listed() & self._marks(on) & self._days()

    def _listed(self) -> Q:
        condition = Q()
        for name, kind in (("category", "finding_category"), ("kind", "inspection_kind")):
            key = getattr(self, name)
            alone = name == "category" and self.category_alone
            keys = [key] if alone or not key else keys_below(kind, key)
            if key:
                condition &= Q(**{f"{name}__in": keys}) if keys[1:] else Q(**{name: key})
        return condition

    def _marks(self, on: date | Slot) -> Q:
        condition = Q()
        if self.clause:
            condition &= Q(clause__startswith=self.clause)
        if self.person is not None:
            who = self.person
            condition &= Q(finder=who) | Q(second_finder=who) | Q(owner=who) | Q(verifier=who)
        if self.overdue:
            condition &= Q(in_repair=1, due_on__lt=on)
        if self.repeat:
            condition &= Q(repeat_of__isnull=False)
        if self.unassigned:
            condition &= Q(state="registered")
        if self.escalated:
            condition &= Q(rectification__step__gt=0)
        return condition

    def _days(self) -> Q:
        condition = Q()
        for name in ("found", "due", "first_due", "closed"):
            first, last = getattr(self, f"{name}_from"), getattr(self, f"{name}_to")
            if first is not None:
                condition &= Q(**{f"{name}_on__gte": first})
            if last is not None:
                condition &= Q(**{f"{name}_on__lte": last})
        condition &= self._found_about()
        # Only the moment of assigning is kept; its day is the reader's.
        here = timezone.get_current_timezone()
        if self.assigned_from is not None:
            begin = datetime.combine(self.assigned_from, time(), tzinfo=here)
            condition &= Q(rectification__assigned_at__gte=begin)
        if self.assigned_to is not None:
            end = datetime.combine(self.assigned_to + timedelta(days=1), time(), tzinfo=here)
            condition &= Q(rectification__assigned_at__lt=end)
        return condition

    def _found_about(self) -> Q:
        """Return the days of finding as moments too, wide enough for any zone.

        Lists are in order of moments; with these an index begins where the days do.
        """
        condition = Q()
        if self.found_from is not None:
            begin = datetime.combine(self.found_from, time(), tzinfo=UTC)
            condition &= Q(found_at__gte=begin - WIDEST)
        if self.found_to is not None:
            end = datetime.combine(self.found_to + timedelta(days=1), time(), tzinfo=UTC)
            condition &= Q(found_at__lt=end + WIDEST)
        return condition


def _in(path: str) -> Q:
    return subtree(path, "unit_path")


def _states(names: Iterable[str]) -> Q:
    states = sorted({state for name in names for state in GROUPS.get(name, (name,))})
    for group, column in ((OPEN, "is_open"), (REPAIRING, "in_repair")):
        # One value can be read off an index in order, several states would be sorted first.
        if states == sorted(group):
            return Q(**{column: 1})
    return Q(state__in=states) if len(states) > 1 else Q(state=states[0])


def _raw(values: Mapping[str, Any], name: str) -> list[str]:
    raw = values.getlist(name) if hasattr(values, "getlist") else values.get(name)
    if raw is None or raw == "":
        return []
    return [str(each)[:200] for each in (raw if isinstance(raw, list | tuple) else [raw]) if each]


def _text(name: str, raw: list[str]) -> str:
    value = raw[-1].strip()
    path_wanted = name == "unit"
    if "\0" in value or (path_wanted and not (value.startswith("/") and value.endswith("/"))):
        raise BadFilter(name)
    return value


def _number(name: str, raw: list[str]) -> int:
    if not raw[-1].isascii() or not raw[-1].isdigit() or len(raw[-1]) > 18:
        raise BadFilter(name)
    return int(raw[-1])


def _day(name: str, raw: list[str]) -> date:
    try:
        return date.fromisoformat(raw[-1])
    except ValueError as error:
        raise BadFilter(name) from error


def _flag(name: str, raw: list[str]) -> bool:
    if raw[-1] not in ("1", "0", "on", "true", "True", "False"):
        raise BadFilter(name)
    return raw[-1] in ("1", "on", "true", "True")


def _names(name: str, raw: list[str]) -> tuple[str, ...]:
    known = set(STATES) | GROUPS.keys()
    if not known.issuperset(raw):
        raise BadFilter(name)
    return tuple(raw)


_READERS: dict[Any, Any] = {
    bool: _flag,
    int | None: _number,
    date | None: _day,
    tuple[str, ...]: _names,
}
