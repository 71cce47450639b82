"""Somebody who acts in the tests of the organisation, which may not know `access`."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from dutyline.kernel.organisation.models import Appointment, Person


class Forbidden(Exception):
    """A right the clerk does not have."""


@dataclass
class Clerk:
    """A port of an actor: everything everywhere, or the `rights` listed as (permission, path)."""

    person: Person | None = None
    appointments: tuple[Appointment, ...] = ()
    rights: frozenset[tuple[str, str]] | None = None
    name: str = "Clerk Qian"
    kind: str = "system"
    token_id: int | None = None
    appointment: Appointment | None = field(default=None)

    @property
    def is_system(self) -> bool:
        return self.rights is None

    def can(self, permission: str, path: str = "") -> bool:
        if self.rights is None:
            return True
        return any(
            permission == held and (not path or path.startswith(reach))
            for held, reach in self.rights
        )

    def require(self, permission: str, path: str = "") -> None:
        if not self.can(permission, path):
            raise Forbidden(permission, path)


def clerk_over(*paths: str, rights: tuple[str, ...] = ("organisation.manage",), **who) -> Clerk:
    """Return a clerk who has `rights` in these subtrees only."""
    return Clerk(rights=frozenset((right, path) for right in rights for path in paths), **who)


def noon(day: date) -> datetime:
    """Return noon of a day in Shanghai, where the plant is."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
