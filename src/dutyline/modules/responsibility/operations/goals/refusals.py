"""How the verbs of goals say no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.registry import Refusal


class GoalWordsMissing(Refusal):
    """A goal says nothing."""

    message = _("Say what is to be reached.")
    field = "text_en"


class TargetMissing(Refusal):
    """A number without comparison and target."""

    message = _("A number needs a target, and whether it is at least or at most.")
    field = "target"


class MeasureMixed(Refusal):
    """A milestone with a number, or a number with a day."""

    message = _("A number has a target and no day; a milestone has a day and no target.")
    field = "measure"


class DueMissing(Refusal):
    """A milestone without a day."""

    message = _("A milestone needs the day by which it is reached.")
    field = "due_on"


class IndicatorUnknown(Refusal):
    """Nothing installed measures it."""

    message = _("No indicator of this name is measured here.")
    field = "indicator"


class OnlyForOwnPost(Refusal):
    """Goals of a year are set by the head of the unit himself."""

    message = _("Goals of the year are set by who holds the post that heads the unit.")
    field = "post"


class NotYourPromise(Refusal):
    """Only a holder of the post promises for it, and says what came of it."""

    message = _("Only a holder of the post can do this for it.")


class NotTheSuperior(Refusal):
    """Only the superior passes on, consents, changes and withdraws."""

    message = _("Only a holder of the superior post can do this.")


class NotLedBy(Refusal):
    """A goal goes down the line step by step."""

    message = _("{post} does not report to {superior}. A goal goes down the line step by step.")
    field = "posts"


class NobodyToPromise(Refusal):
    """A vacant post promises nothing."""

    message = _("{post} is vacant. Pass the goal on to those who report to it.")
    field = "posts"


class PassedAlready(Refusal):
    """The post has this goal."""

    message = _("{post} has this goal already.")
    field = "posts"
    conflict = True


class NotPromisedYet(Refusal):
    """What was not promised cannot be passed on, nor reached."""

    message = _("This goal is not promised. Promise it first.")
    conflict = True


class NotWaitingForPromise(Refusal):
    """It was promised, or waits for consent, or was withdrawn."""

    message = _("This goal does not wait for a promise.")
    conflict = True


class NotWaitingForConsent(Refusal):
    """Nobody asked, or it was answered."""

    message = _("This goal does not wait for consent.")
    conflict = True


class OwnPromise(Refusal):
    """Nobody consents to what he asked for himself."""

    message = _("You asked for this yourself. Somebody above you must decide.")


class OwnGoal(Refusal):
    """Nobody changes or withdraws what was passed to a post he holds himself."""

    message = _("You hold this post yourself. Somebody above you must do this.")


class GoalReasonMissing(Refusal):
    """It is passed on, lowered, changed, withdrawn or decided on without saying why."""

    message = _("Say why.")
    field = "reason"


class NobodyAbove(Refusal):
    """Nobody above could consent."""

    message = _("Nobody above this post could consent. Promise what was passed on.")


class GoalWithdrawn(Refusal):
    """It holds no more."""

    message = _("This goal was withdrawn.")
    conflict = True


class ReachedAlready(Refusal):
    """A milestone is reached once."""

    message = _("This milestone was reached already.")
    conflict = True


class ProofMissing(Refusal):
    """A milestone is reached with proof."""

    message = _("Attach what proves it: a photo or a document.")
    field = "proof"


class ValueMissing(Refusal):
    """A number is reported without the number."""

    message = _("Say how far the number has come.")
    field = "value"


class ReadBySystem(Refusal):
    """The system reads an indicator itself."""

    message = _("The system reads this number itself. Nothing is to be reported.")
    conflict = True


class NotThatDay(Refusal):
    """Nothing is reached or spent on a day to come."""

    message = _("This day is still to come.")
    field = "on"


class ResultUnsaid(Refusal):
    """A result says what was done."""

    message = pgettext_lazy("goal", "Say what was done.")
    field = "words"
