"""Why a change of rights is refused, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class UnknownRole(Refusal):
    """A role that does not exist, or that comes with an appointment only."""

    message = _("There is no role {role} that can be given.")
    field = "role"


class BeyondOwnRights(Refusal):
    """A right given by somebody who does not hold it there."""

    message = _("You cannot give the role {role} in {unit}: you do not hold all its rights there.")
    field = "role"


class AlreadyGranted(Refusal):
    """The same role twice."""

    message = _("{to} already has the role {role} in {unit}.")
    field = "role"
    conflict = True


class PersonOrPost(Refusal):
    """A role for nobody, or for two."""

    message = _("A role is given to a person or to a post.")
