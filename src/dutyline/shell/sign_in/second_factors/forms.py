"""Codes and passkeys as forms: in our words, noted when wrong, and each code once only."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from dutyline.kernel.access.attempts import note_attempt
from dutyline.kernel.access.models import Account, Attempt
from dutyline.shell.sign_in.second_factors.credential import Credential

CODE_LIVES = 120
"""Seconds a code is remembered: longer than any code the tolerance accepts."""
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def refused(account: Account | None, method: Attempt.Method, what: Attempt.What) -> None:
    """Note that somebody could not prove who he is."""
    note_attempt(
        context.request,
        what=what,
        succeeded=False,
        account=account,
        methods=[method],
        at=timezone.now(),
    )


class Code(AuthenticateForm):
    """A code of the app, or a recovery code."""

    what = Attempt.What.SIGN_IN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=pgettext_lazy("sign-in", "Code"),
            help_text=_("Of your app, or one of your recovery codes."),
            max_length=20,
            widget=forms.TextInput(attrs=CODE),
        )

    def clean_code(self) -> str:
        """Accept a code once; the library forgets a used one before it stops to accept it."""
        code = str(super().clean_code())
        if not cache.add(f"code-used:{self.user.pk}:{code}", 1, CODE_LIVES):
            refused(self.user, Attempt.Method.CODE, self.what)
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        refused(self.user, Attempt.Method.CODE, self.what)


class ConfirmCode(Code):
    """The same within a session."""

    what = Attempt.What.CONFIRM


class Passkey(AuthenticateWebAuthnForm):
    """What a passkey or security key answered."""

    what = Attempt.What.SIGN_IN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read nothing that is no answer."""
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Credential(AuthenticationResponse)

    def clean_credential(self) -> Authenticator:
        """Note an answer that is not this account's, or not to this question."""
        try:
            return super().clean_credential()
        except ValidationError:
            refused(self.user, Attempt.Method.PASSKEY, self.what)
            raise


class ConfirmPasskey(Passkey):
    """The same within a session."""

    what = Attempt.What.CONFIRM
    reauthenticated = True


class PasskeyAlone(LoginWebAuthnForm):
    """A passkey instead of name and password; whose it is the passkey says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read nothing that is no answer."""
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Credential(AuthenticationResponse)

    def clean_credential(self) -> Authenticator:
        """Note an answer that opens nothing; refuse a closed account."""
        try:
            found: Authenticator = super().clean_credential()
        except ValidationError:
            refused(None, Attempt.Method.PASSKEY, Attempt.What.SIGN_IN)
            raise
        if not found.user.is_active:
            refused(found.user, Attempt.Method.PASSKEY, Attempt.What.SIGN_IN)
            raise get_adapter().validation_error("incorrect_code")
        return found


class NewApp(ActivateTOTPForm):
    """The first code of an app proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code the app shows"), max_length=10, widget=forms.TextInput(attrs=CODE)
        )


class NewPasskey(AddWebAuthnForm):
    """What a passkey or security key answered when it was made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words; whether it works alone the device decides."""
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"] = forms.CharField(
            label=_("Name of the device"), max_length=60, required=False
        )
        self.fields["credential"] = Credential(RegistrationResponse)
        self.order_fields(["name", "credential"])
