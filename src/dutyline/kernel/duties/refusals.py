"""Why an act on duties, obligations or evidence is refused, in words for the person who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class KeyTaken(Refusal):
    """A duty under the key of another."""

    message = _("There is already a duty {key}.")
    field = "key"
    conflict = True


class DutyIncomplete(Refusal):
    """A duty that lacks what its measure needs, or has what it cannot use."""

    message = _("{reason}")

    def __init__(self, *, field: str, reason: str | Promise) -> None:
        """Name the fact that is to blame."""
        super().__init__(reason=reason)
        self.field = field


class BeforeHistory(Refusal):
    """A change dated before the version in force."""

    message = _("The duty changed last on {since}; a change cannot be dated before that day.")
    field = "on"


class DutyEnded(Refusal):
    """A change of a duty that is no longer in force."""

    message = _("The duty {key} is no longer in force.")
    conflict = True


class AlreadyOwed(Refusal):
    """A duty taken up twice."""

    message = _("{post} owes this duty already.")
    field = "duty"
    conflict = True


class NotOwed(Refusal):
    """A duty given up that was not owed."""

    message = _("{post} does not owe this duty on {day}.")
    field = "duty"
    conflict = True


class Foretold(Refusal):
    """Evidence of something that has not happened yet."""

    message = _("What has not happened yet cannot be recorded as done.")
    field = "occurred_at"


class ReasonNeeded(Refusal):
    """Something set aside or withdrawn without saying why."""

    message = _("Say why.")
    field = "reason"


class NothingToWaive(Refusal):
    """An obligation that is kept, set aside or closed already."""

    message = _("This obligation is not open any more; it cannot be waived.")
    conflict = True


class OwnObligation(Refusal):
    """An obligation waived by somebody who answers for it, or by one of his subordinates."""

    message = _("Nobody waives what he owes himself, or what his own superior owes.")


class WaiverIsAPersons(Refusal):
    """An obligation waived by a job."""

    message = _("An obligation is waived by a person.")
