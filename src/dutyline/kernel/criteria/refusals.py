"""Why a question or a change of criteria is refused, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal


class MissingCriterion(Refusal):
    """A criterion nobody defines on that day."""

    message = _("No pack and nobody here defines the criterion {key} on {day}.")


class MissingEntry(Refusal):
    """A catalogue entry that does not exist on that day."""

    message = _("There is no entry {key} in the catalogue {kind} on {day}.")
