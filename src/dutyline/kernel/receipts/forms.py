"""What every form that acts stands on."""

from typing import Any
from uuid import uuid4

from django import forms

from dutyline.kernel.receipts.submission import KEY_FIELD


class OnceForm(forms.Form):
    """A form that acts once however often it is sent: with a fresh key each time it is shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the hidden key."""
        super().__init__(*args, **kwargs)
        self.fields[KEY_FIELD] = forms.CharField(
            required=False, max_length=80, initial=lambda: uuid4().hex, widget=forms.HiddenInput
        )
