"""How the log says no."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class CannotBeErased(Refusal):
    """Records of this kind hold no words of their own that could be taken out."""

    message = _("Records of the kind {kind} cannot be erased.")


class NotInTheLog(Refusal):
    """What is not in the log cannot be taken out of its reach."""

    message = _("{record} is not in the log. What is new enters it within a minute.")


class ErasedBefore(Refusal):
    """The words are gone already."""

    message = _("{record} was erased before.")
    conflict = True


class BasisNeeded(Refusal):
    """An erasure without reason and law is a deletion."""

    message = _("Say the reason and the law it rests on.")
