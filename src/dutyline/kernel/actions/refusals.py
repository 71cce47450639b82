"""How the verbs of rectification say no."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class AlreadyAssigned(Refusal):
    """A rectification of this source stands already."""

    message = _("Somebody is already mending this: {owner}, by {due_on}.")
    conflict = True


class DeadlinePassed(Refusal):
    """The deadline lies before the day it is set."""

    message = _("The deadline must not lie in the past.")
    field = "due_on"


class FiveIncomplete(Refusal):
    """One of the five implementations is missing."""

    message = _("Say all five before it can be assigned; missing: {missing}.")


class VerifierIsOwner(Refusal):
    """The person who mends it cannot be the one who verifies it."""

    message = _("Whoever mends it cannot verify it. Choose another person.")
    field = "verifier"


class NotTheOwner(Refusal):
    """Only the person who answers for the repair can do this."""

    message = _("Only {owner} can do this, who answers for the repair.")


class NotInRepair(Refusal):
    """It is not waiting for a repair any more, or not yet again."""

    message = _("This does not wait for a repair now; it stands at “{state}”.")
    conflict = True


class NotToVerify(Refusal):
    """No repair waits to be verified."""

    message = _("No repair waits for verification here; it stands at “{state}”.")
    conflict = True


class NotVerifiedYet(Refusal):
    """Only what was verified can turn out not to hold."""

    message = _("Only a verified repair is reopened; this stands at “{state}”.")
    conflict = True


class OwnRepairToReopen(Refusal):
    """Whoever answers for the repair would give himself a new deadline."""

    message = _("You answer for this repair, so another person reopens it and sets the deadline.")


class OwnRepair(Refusal):
    """The actor did the repair or answers for it."""

    message = _("You did this repair or answer for it, so another person must verify it.")


class ReasonNeeded(Refusal):
    """A return, refusal or withdrawal needs a reason."""

    message = _("Say why.")
    field = "reason"


class ReturnNeedsWords(ReasonNeeded):
    """What goes back to its owner goes back with what was seen."""

    message = _("Say what you saw: that is why it goes back.")
    field = "opinion"


class ReportNeedsWords(Refusal):
    """A repair is reported with what was done."""

    message = _("Say what was done.")
    field = "text"


class DoneInTheFuture(Refusal):
    """A repair is reported finished at a moment that has not come yet, or before it was given."""

    message = _("The repair was finished between its assignment and now, not outside that time.")
    field = "done_at"


class InterimControlNeeded(Refusal):
    """More time needs an interim control: what keeps people safe until then."""

    message = _("Say what keeps people safe until then.")
    field = "interim_control"


class NotLater(Refusal):
    """The new deadline is not later than the present one."""

    message = _("The new deadline must be later than {due_on}.")
    field = "to_on"


class NoMoreExtensions(Refusal):
    """The deadline was extended as often as the criteria allow."""

    message = _("The deadline was already extended {times} times; no more is allowed.")


class NothingToDecide(Refusal):
    """Somebody was faster, or nothing was asked."""

    message = _("Nothing waits for a decision here any more.")
    conflict = True


class OwnQuestion(Refusal):
    """The asker cannot decide his own question."""

    message = _("You asked for this yourself; somebody above you decides.")


class AlreadyAsked(Refusal):
    """The same question is already open."""

    message = _("This was already asked and waits for a decision.")
    conflict = True


class AlreadyReceived(Refusal):
    """The notice was received before."""

    message = _("The notice was already received.")
    conflict = True


class AmountNeeded(Refusal):
    """Money is a positive amount; a grant is not negative."""

    message = _("Give an amount of money.")
    field = "amount"


class OverAndDone(Refusal):
    """It is verified or withdrawn; nothing more happens to it."""

    message = _("This rectification is over; it stands at “{state}”.")
    conflict = True
