"""The verbs of the organisation; import them from here."""

from dutyline.kernel.organisation.operations.appointments import appoint, end_appointment
from dutyline.kernel.organisation.operations.closures import close_unit
from dutyline.kernel.organisation.operations.effect import bring_into_effect
from dutyline.kernel.organisation.operations.leave import cut_leave_short, record_leave
from dutyline.kernel.organisation.operations.mergers import merge_unit
from dutyline.kernel.organisation.operations.moves import move_unit
from dutyline.kernel.organisation.operations.people import (
    change_person,
    create_person,
    depart,
    take_back,
)
from dutyline.kernel.organisation.operations.places import (
    change_place,
    close_place,
    create_place,
    move_place,
)
from dutyline.kernel.organisation.operations.posts import (
    change_post,
    close_post,
    create_post,
    move_post,
)
from dutyline.kernel.organisation.operations.shifts import create_shift, end_shift
from dutyline.kernel.organisation.operations.units import (
    create_unit,
    rename_unit,
    set_time_zone,
)

__all__ = [
    "appoint",
    "bring_into_effect",
    "change_person",
    "change_place",
    "change_post",
    "close_place",
    "close_post",
    "close_unit",
    "create_person",
    "create_place",
    "create_post",
    "create_shift",
    "create_unit",
    "cut_leave_short",
    "depart",
    "end_appointment",
    "end_shift",
    "merge_unit",
    "move_place",
    "move_post",
    "move_unit",
    "record_leave",
    "rename_unit",
    "set_time_zone",
    "take_back",
]
