"""Forms about accounts."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Unit


class OpenAccount(forms.Form):
    """An account for a person; the password comes by invitation."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("What the person signs in with. The personnel number is easy to remember."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("For notifications and a forgotten password."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("As the browser says")), *settings.LANGUAGES],
    )


class Reason(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class GiveRole(forms.Form):
    """A role for a person in a unit and everything under it."""

    role = forms.ChoiceField(label=_("Role"))
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label=_("In the unit, and everything under it"), queryset=None
    )

    def __init__(
        self,
        *args: Any,
        roles: Sequence[tuple[str, str]],
        units: QuerySet[Unit],
        **kwargs: Any,
    ) -> None:
        """Offer these roles and these units."""
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["role"]).choices = list(roles)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units
