"""Forms about people."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.toolkit.ui.widgets import DateInput


class Details(OnceForm):
    """What is known about a person."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200)
    number = forms.CharField(label=_("Personnel number"), required=False, max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("As the browser says")), *settings.LANGUAGES],
    )


class Departure(OnceForm):
    """From which day somebody no longer works here."""

    on = forms.DateField(
        label=_("First day no longer here"),
        widget=DateInput(),
        help_text=_("The last day of work is the day before."),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class Return(OnceForm):
    """From which day somebody works here again."""

    on = forms.DateField(label=_("First day here again"), widget=DateInput())


class Away(OnceForm):
    """Who is away, from when, until when, and why."""

    since = forms.DateField(label=_("First day away"), widget=DateInput())
    until = forms.DateField(label=_("First day back"), widget=DateInput())
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("A word is enough: holiday, sick, training.")
    )

    def __init__(self, *args: Any, person: forms.Field, **kwargs: Any) -> None:
        """Ask for the person first."""
        super().__init__(*args, **kwargs)
        self.fields["person"] = person
        self.order_fields(["person", "since", "until", "reason"])


class Back(OnceForm):
    """Somebody is back early."""

    back_on = forms.DateField(label=_("First day back"), widget=DateInput())
