"""The verbs of the organisation; import them from here."""

from dutyline.kernel.organisation.operations.appointments import (
    appoint,
    end_appointment,
)
from dutyline.kernel.organisation.operations.people import create_person
from dutyline.kernel.organisation.operations.places import create_place
from dutyline.kernel.organisation.operations.posts import create_post
from dutyline.kernel.organisation.operations.shifts import create_shift
from dutyline.kernel.organisation.operations.units import create_unit

__all__ = [
    "appoint",
    "create_person",
    "create_place",
    "create_post",
    "create_shift",
    "create_unit",
    "end_appointment",
]
