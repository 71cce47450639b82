"""How an operation says no."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dutyline.toolkit.ui.when import full_date, full_moment


class Refusal(Exception):
    """Base of every named exception of an operation: why not, in words for the person.

    A subclass sets `message` (with named places that `places` fills) and, where one form field
    is to blame, `field`; one that serves several fields sets it when raised. `conflict` marks
    what was true a moment ago: somebody was faster.
    """

    message: ClassVar[str | Promise] = _("This was refused.")
    field: str = ""
    conflict: ClassVar[bool] = False

    def __init__(self, **places: Any) -> None:
        """Fill the places of the message; they stay readable as `places`."""
        super().__init__(type(self).__name__)
        self.places: Mapping[str, Any] = places

    def __str__(self) -> str:
        """Return the message, its days and moments too, in the language and zone of the moment."""
        said = {name: _said(value) for name, value in self.places.items()}
        return str(self.message).format(**said)


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return full_moment(value)
    return full_date(value) if isinstance(value, date) else value
