"""The organisation's rows, one kind a file."""

from dutyline.kernel.organisation.models.appointment import Appointment, Leave
from dutyline.kernel.organisation.models.person import Person
from dutyline.kernel.organisation.models.place import Place, PlaceKind
from dutyline.kernel.organisation.models.post import Level, Post, PostVersion
from dutyline.kernel.organisation.models.shift import Shift
from dutyline.kernel.organisation.models.trace import ImportTrace
from dutyline.kernel.organisation.models.unit import Unit, UnitKind, UnitVersion
from dutyline.kernel.organisation.paths import PathField, subtree
from dutyline.kernel.organisation.periods import (
    Dated,
    DatedQuerySet,
    as_of,
    overlapping,
)

__all__ = [
    "Appointment",
    "Dated",
    "DatedQuerySet",
    "ImportTrace",
    "Leave",
    "Level",
    "PathField",
    "Person",
    "Place",
    "PlaceKind",
    "Post",
    "PostVersion",
    "Shift",
    "Unit",
    "UnitKind",
    "UnitVersion",
    "as_of",
    "overlapping",
    "subtree",
]
