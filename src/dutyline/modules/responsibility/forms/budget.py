"""Forms of the safety budget: the plan of a purpose, money used, money taken back."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.responsibility.forms.files import FilesField
from dutyline.toolkit.ui.widgets import DateInput


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=0)


class PlanForm(OnceForm):
    """What a unit plans for a purpose."""

    purpose = forms.ChoiceField(label=_("Purpose"))
    planned = _money(pgettext_lazy("money", "Planned"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where a plan that stands is changed."),
    )

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the purposes of the catalogue."""
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["purpose"]).choices = purposes


class UseForm(OnceForm):
    """Money used, with its proof."""

    amount = _money(_("Amount"))
    spent_on = forms.DateField(label=_("Day"), widget=DateInput())
    what = forms.CharField(label=_("What it was used for"), max_length=500)
    proof = FilesField(help_text=_("Invoice, contract, photo: up to nine files."))


class TakeBackForm(OnceForm):
    """How much of a use is taken back, and why."""

    amount = _money(_("Amount"))
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
