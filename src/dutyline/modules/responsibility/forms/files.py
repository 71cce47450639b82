"""The field for the files that prove something."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_FILES = 9


class ManyFilesInput(forms.FileInput):
    """A field of the browser that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some photos and documents; what they are is decided by their content when they are kept."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer several at once."""
        kwargs.setdefault("label", gettext_lazy("Proof"))
        super().__init__(widget=ManyFilesInput(attrs={"multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files sent, each checked for being one."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)d files at once.") % {"most": MOST_FILES})
        checked = [super(FilesField, self).clean(each, initial) for each in files]
        if self.required and not checked:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return checked
