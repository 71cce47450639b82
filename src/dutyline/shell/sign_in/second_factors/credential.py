"""What a browser sends of a passkey, read before anything is asked of it."""

import struct
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

Kind = type[RegistrationResponse] | type[AuthenticationResponse]
BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error)
"""What the reader raises for nonsense; the library asks it without expecting half of them."""


class Credential(forms.JSONField):
    """The answer of a device, as JSON; nonsense is refused like a wrong code."""

    widget = forms.HiddenInput

    def __init__(self, kind: Kind) -> None:
        """Read answers of this kind."""
        super().__init__()
        self.kind = kind

    def prepare_value(self, value: Any) -> str:
        """Show nothing: an answer counts once."""
        return ""

    def clean(self, value: Any) -> Any:
        """Return the answer as it came, once it can be read; raises ValidationError."""
        said = super().clean(value)
        try:
            self.kind.from_dict(said)
        except BROKEN as problem:
            raise ValidationError(
                _("The device answered something that is no passkey.")
            ) from problem
        return said
