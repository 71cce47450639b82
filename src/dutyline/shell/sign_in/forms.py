"""Forms of people who are not signed in yet."""

from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.criteria.models import in_language
from dutyline.kernel.criteria.shipped import shipped
from dutyline.shell.sign_in.installation import is_setup_code

ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


class NewPassword(forms.Form):
    """A password chosen by its owner."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 15 characters. A sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return cleaned


class FirstAdministrator(NewPassword):
    """What a new installation begins with."""

    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("The terminal in which Dutyline was started shows it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    enterprise = forms.CharField(label=_("Name of the enterprise"), max_length=200)
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in ZONES])
    pack = forms.ChoiceField(
        label=_("Rules to begin with"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Criteria, lists, duties and checklists; other packs can be loaded later."),
    )
    field_order = ["code", "enterprise", "time_zone", "pack", "name", "username", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the time zone people with this language most likely live in."""
        super().__init__(*args, **kwargs)
        chinese = (get_language() or "").startswith("zh")
        zone = "Asia/Shanghai" if chinese and settings.TIME_ZONE == "UTC" else settings.TIME_ZONE
        self.fields["time_zone"].initial = zone
        pack = cast("forms.ChoiceField", self.fields["pack"])
        pack.choices = [(each.name, in_language(each.title)) for each in shipped()]
        pack.initial = "cn-work-safety" if chinese else "iso-45001"

    def clean_pack(self) -> str:
        """Take the pack people with this language most likely need where none was chosen."""
        return str(self.cleaned_data["pack"] or self.fields["pack"].initial)

    def clean_code(self) -> str:
        """Refuse whoever cannot see the terminal."""
        code = str(self.cleaned_data["code"])
        if not is_setup_code(code):
            raise forms.ValidationError(
                _("This is not the code the terminal shows. `dutyline setup_code` shows a new one.")
            )
        return code
