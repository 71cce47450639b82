"""What may be permitted in the organisation."""

from dutyline.kernel.registry import Permission


class Organisation(Permission):
    """Permissions of the organisation; each holds in a unit and everything under it."""

    VIEW = "organisation.view"
    MANAGE = "organisation.manage"
    PLACES_MANAGE = "organisation.manage_places"
    LEAVE_APPROVE = "organisation.approve_leave"
