"""The form that asks for a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.diligence.models import Language
from dutyline.toolkit.ui.widgets import DateInput


class AskForm(OnceForm):
    """Which days, in which language, and why."""

    first = forms.DateField(label=_("First day"), widget=DateInput())
    last = forms.DateField(label=_("Last day"), widget=DateInput())
    language = forms.ChoiceField(label=_("Language"), choices=Language)
    reason = forms.CharField(
        label=_("Why you ask"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stays in history. Whoever the file is about can read it."),
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        """Nobody has to say why he asks for his own."""
        super().__init__(*args, **kwargs)
        if own:
            self.fields["reason"].required = False
            self.fields["reason"].help_text = _("Stays in history. You need not say why.")
