"""The form of a saved view of the ledger."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import field_of


class SavedViewForm(OnceForm):
    """A name, and with whom the view is shared."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    unit = forms.ChoiceField(label=gettext_lazy("Who sees it"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        """Offer the units one may share with."""
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        shared = _("Everybody in %(unit)s")
        field_of(self, "unit").choices = [
            ("", _("Only me")),
            *((key, shared % {"unit": unit.name}) for key, unit in self.units.items()),
        ]

    def clean_unit(self) -> Unit | None:
        """Return the unit chosen."""
        return self.units.get(str(self.cleaned_data["unit"]))
