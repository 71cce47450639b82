"""Why a due-diligence file is not made."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class DaysBackwards(Refusal):
    """The last day lies before the first."""

    message = _("The last day lies before the first.")
    field = "last"


class NotYetOver(Refusal):
    """Nobody can show what has not happened."""

    message = _("The last day may be today at the latest.")
    field = "last"


class ReasonNeeded(Refusal):
    """A file about another person is asked for with a reason, which he can read."""

    message = _("Say why you ask. Whoever the file is about can read it.")
    field = "reason"


class NotHere(Refusal):
    """The subject lies outside of what the asker may look into."""

    message = _("There is nothing you may ask a file about in these days.")
    field = "first"


class TooLong(Refusal):
    """More than anybody reads."""

    message = _(
        "There are more than {most} entries in these days. "
        "Ask for fewer days, or for a smaller unit."
    )
