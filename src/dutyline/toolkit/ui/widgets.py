"""Controls Django has no equal for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy


def _hinted(label: str, hint: str) -> SafeString:
    return format_html("{}<small>{}</small>", label, hint)


hinted = lazy(_hinted, SafeString)
"""A choice's label with a hint under it: `("yes", hinted(_("Effective"), _("Can be closed")))`."""


_TAKE_A_PHOTO = gettext_lazy("Take a photo")


class DateInput(forms.DateInput):
    """The browser's own date field; our format stands beside it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PhotoInput(forms.FileInput):
    """A large frame that opens the camera of a phone, and shows what was taken.

    `many` allows several at once. `camera=False` lets a phone offer its gallery too.
    """

    template_name = "ui/form/photo.html"

    def __init__(
        self,
        words: str | Promise = _TAKE_A_PHOTO,
        hint: str | Promise = "",
        *,
        many: bool = False,
        camera: bool = True,
    ) -> None:
        attrs = {"accept": "image/*", "data-photo": True}
        if camera:
            attrs["capture"] = "environment"
        # Django checks this flag in the constructor of FileInput.
        self.allow_multiple_selected = many
        super().__init__(attrs | ({"multiple": True} if many else {}))
        self.words, self.hint = words, hint

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the template, with the words in the frame."""
        return super().get_context(name, value, attrs) | {"words": self.words, "hint": self.hint}


class AnswerInput(forms.RadioSelect):
    """The answers of a round as large keys: value to icon, and the value that opens a finding."""

    template_name = "ui/form/answers.html"

    def __init__(self, icons: Mapping[str, str], broken: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.icons, self.broken = icons, broken

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option with its icon and whether it is the broken one."""
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"icon": self.icons.get(str(value)), "broken": str(value) == self.broken}
