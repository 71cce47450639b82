"""Who acts: a person in his posts, the system, or somebody unknown."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.calendar import zone
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import outermost


class ActorKind(StrEnum):
    """What stands behind an act."""

    PERSON = "person"
    SYSTEM = "system"
    PUBLIC = "public"


@dataclass(frozen=True)
class Reach:
    """Permissions in one unit and everything under it."""

    permissions: frozenset[str]
    path: str


class NotPermitted(Exception):
    """The actor lacks a permission there; pages answer as if the object did not exist."""

    def __init__(self, permission: str) -> None:
        """Keep which permission was missing, for the log."""
        super().__init__(permission)
        self.permission = permission


@dataclass(frozen=True)
class Actor:
    """Who acts, with every right he has at this moment; made once a request."""

    kind: ActorKind
    person: Person | None = None
    appointments: tuple[Appointment, ...] = ()
    """Running appointments, the main one first; their posts and units are loaded."""
    reaches: tuple[Reach, ...] = ()
    account_id: int | None = None
    token_id: int | None = None
    label: str = ""
    zone_name: str = ""
    """Of the main appointment's unit, else of the first grant's, else of the enterprise."""
    limits: frozenset[str] | None = field(default=None)
    """Of a token: the permissions it is limited to; None is unlimited."""
    _paths: dict[str, tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """By permission, once found: a page asks some of them dozens of times."""

    @classmethod
    def system(cls, label: str) -> "Actor":
        """Return the actor of a job or command; may do everything, shown by `label`."""
        return cls(kind=ActorKind.SYSTEM, label=label)

    @classmethod
    def public(cls) -> "Actor":
        """Return the actor of a visitor who did not sign in; may do what is open to all."""
        return cls(kind=ActorKind.PUBLIC)

    @property
    def appointment(self) -> Appointment | None:
        """Return the appointment acted from: the main one."""
        return self.appointments[0] if self.appointments else None

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the unit acted from, the house's without one."""
        return zone(self.zone_name)

    @property
    def name(self) -> str:
        """Return the name as it stands in histories."""
        if self.person:
            return self.person.name
        return self.label or _("a visitor")

    @property
    def is_system(self) -> bool:
        """Say whether a job or command acts."""
        return self.kind is ActorKind.SYSTEM

    def can(self, permission: str, path: str = "") -> bool:
        """Say whether `permission` is held in the unit of `path`; anywhere, when empty."""
        if self.is_system:
            return True
        paths = self.paths(permission)
        return any(path.startswith(reach) for reach in paths) if path else bool(paths)

    def held_anywhere(self, among: Set[str]) -> Set[str]:
        """Return which of some permissions are held in one unit or another: a menu asks dozens."""
        if self.is_system:
            return among
        held = frozenset[str]().union(*(each.permissions for each in self.reaches)) & among
        return held if self.limits is None else held & self.limits

    def require(self, permission: str, path: str = "") -> None:
        """Raise NotPermitted unless `can`."""
        if not self.can(permission, path):
            raise NotPermitted(permission)

    def paths(self, permission: str) -> tuple[str, ...]:
        """Return the outermost subtrees in which `permission` is held."""
        if self.is_system:
            return ("/",)
        if self.limits is not None and permission not in self.limits:
            return ()
        known = self._paths.get(permission)
        if known is None:
            reached = (each.path for each in self.reaches if permission in each.permissions)
            known = self._paths[permission] = outermost(reached)
        return known

    def given(self, *permissions: str) -> bool:
        """Say whether a token was given one of these; without a token, yes.

        What is somebody's own affair needs no permission at the browser, but a token must have one.
        """
        return self.limits is None or not self.limits.isdisjoint(permissions)

    def without_limits(self) -> "Actor":
        """Return the person himself, who may do more than the token that acts for him."""
        return replace(self, limits=None)

    def is_person(self, person_id: int | None) -> bool:
        """Say whether the actor is this very person."""
        return self.person is not None and self.person.pk == person_id

    def holds(self, post_ids: Iterable[int | None]) -> bool:
        """Say whether the actor holds one of these posts now."""
        held = {appointment.post_id for appointment in self.appointments}
        return not held.isdisjoint(post_ids)
