"""How somebody proves who he is on the device of another."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from fido2.webauthn import AuthenticationResponse

from dutyline.kernel.access.guests import Ways
from dutyline.kernel.access.models import Account, Attempt
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.step_up import BY_TYPE
from dutyline.shell.sign_in.confirming import ConfirmPassword, may_look_around
from dutyline.shell.sign_in.second_factors.credential import Credential
from dutyline.shell.sign_in.second_factors.forms import CODE, ConfirmCode, ConfirmPasskey
from dutyline.shell.sign_in.second_factors.operations import needs_factor

Kind = Authenticator.Type
Method = Attempt.Method


class Guests:
    """Asks for what would let the person in at the door: a session of his own proved no factor."""

    def ways(self, request: HttpRequest, account: Account | None) -> Ways:
        """Return fields for password and code, and what to ask of a passkey."""
        demo = may_look_around(request)
        if account is None:
            return Ways(demo=demo)
        kinds = _kinds(account)
        lacking = not kinds and needs_factor(actor_for(account, timezone.now()))
        if not account.is_active or lacking:
            return Ways(demo=demo)
        fields: dict[str, forms.Field] = {}
        if account.has_usable_password():
            fields["password"] = forms.CharField(
                label=gettext_lazy("Password"),
                strip=False,
                required=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            )
            if Kind.TOTP in kinds:
                fields["one_time_code"] = forms.CharField(
                    label=pgettext_lazy("sign-in", "Code"),
                    help_text=gettext_lazy("Of your app, or one of your recovery codes."),
                    max_length=20,
                    required=False,
                    widget=forms.TextInput(attrs={**CODE, "autocomplete": "off"}),
                )
        options = None
        if Kind.WEBAUTHN in kinds:
            credential = Credential(AuthenticationResponse)
            credential.required = False
            fields["credential"] = credential
            options = cache(partial(begin_authentication, account))
        return Ways(fields, options, demo)

    def prove(
        self, request: HttpRequest, account: Account | None, said: Mapping[str, Any]
    ) -> list[str]:
        """Return by what he proved himself; count and note every wrong answer as his.

        What was typed is checked in a demonstration too: somebody invited has a password there.
        """
        typed = said.get("password") or said.get("credential")
        if may_look_around(request) and "demo" in request.POST and not typed:
            return [Method.DEMO]
        if account is None:
            raise ValidationError(_("Nobody can be proved without an account."))
        if not ratelimit.consume(request, action="reauthenticate", user=account):
            raise ValidationError(_("Too many attempts. Wait a minute, then try again."))
        if said.get("credential"):
            return self._by_passkey(account, said)
        if not said.get("password"):
            raise ValidationError({"password": _("Type your password, or use a passkey.")})
        proved = [self._by_password(account, said)]
        kinds = _kinds(account)
        if Kind.TOTP in kinds:
            proved.append(self._by_code(account, said))
        elif kinds:
            raise ValidationError(_("Your account has a passkey. Use it."))
        return proved

    def _by_password(self, account: Account, said: Mapping[str, Any]) -> str:
        form = ConfirmPassword({"password": said.get("password", "")}, user=account)
        _require(form, "password")
        return Method.PASSWORD

    def _by_code(self, account: Account, said: Mapping[str, Any]) -> str:
        form = ConfirmCode({"code": said.get("one_time_code", "")}, user=account)
        _require(form, "one_time_code")
        return BY_TYPE[form.authenticator.type]

    def _by_passkey(self, account: Account, said: Mapping[str, Any]) -> list[str]:
        proved: list[str] = []
        answer = AuthenticationResponse.from_dict(said["credential"])
        if not answer.response.authenticator_data.is_user_verified():
            # A key anybody could touch is a second factor, not the person.
            proved.append(self._by_password(account, said))
        form = ConfirmPasskey({"credential": said["credential"]}, user=account)
        _require(form, "credential", shown=None)
        form.cleaned_data["credential"].record_usage()
        return [*proved, Method.PASSKEY]


def _kinds(account: Account) -> set[str]:
    return set(Authenticator.objects.filter(user=account).values_list("type", flat=True))


def _require(form: forms.Form, name: str, shown: str | None = "") -> None:
    """Raise what is wrong with a proof, at the field of the page that asked for it."""
    if form.is_valid():
        return
    problems = [str(each) for errors in form.errors.values() for each in errors]
    raise ValidationError(problems if shown is None else {name: problems})
