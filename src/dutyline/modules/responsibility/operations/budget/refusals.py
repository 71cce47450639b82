"""How the verbs of the safety budget say no."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class PurposeUnknown(Refusal):
    """The catalogue does not have it."""

    message = _("This purpose is not in the catalogue.")
    field = "purpose"


class AmountWrong(Refusal):
    """Nothing was used."""

    message = _("Give an amount of money above zero.")
    field = "amount"


class PlanWrong(Refusal):
    """Less than nothing cannot be planned."""

    message = _("A plan is not below zero.")
    field = "planned"


class ChangeUnexplained(Refusal):
    """A plan is changed, or a use taken back, without saying why."""

    message = _("Say why.")
    field = "reason"


class SpentInAnotherYear(Refusal):
    """The money of a year is used in it."""

    message = _("This budget is for {year}. The day must lie in that year.")
    field = "spent_on"


class SpentLater(Refusal):
    """Nothing is recorded before it is spent."""

    message = _("This day is still to come.")
    field = "spent_on"


class UseUnexplained(Refusal):
    """Money is used for something."""

    message = _("Say what the money was used for.")
    field = "what"


class UseUnproven(Refusal):
    """Money is used with its invoice, contract or photo."""

    message = _("Attach what proves it: a photo or a document.")
    field = "proof"


class MoreThanWasUsed(Refusal):
    """More cannot be taken back than was recorded."""

    message = _("Only {amount} of this can be taken back.")
    field = "amount"


class TakenBackItself(Refusal):
    """A correction is not corrected; the use it belongs to is."""

    message = _("This row takes something back itself.")
    conflict = True
