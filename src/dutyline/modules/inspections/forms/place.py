"""Forms of places: new, changed, moved, closed; and of a sheet of labels."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.organisation.models import Place, PlaceKind, Unit
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.toolkit.ui.widgets import DateInput


class PlaceForm(OnceForm):
    """What a place is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=pgettext_lazy("place", "Kind"), choices=PlaceKind.choices)
    within = forms.ModelChoiceField(
        queryset=Place.objects.none(),
        label=gettext_lazy("Part of"),
        required=False,
        empty_label=gettext_lazy("Stands for itself"),
    )

    def __init__(self, *args: Any, around: Any, **kwargs: Any) -> None:
        """Offer the places it may be part of."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["within"]).queryset = around


class NewPlaceForm(PlaceForm):
    """A place that was not there yet."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=gettext_lazy("Unit that answers for it")
    )
    code = forms.CharField(
        label=pgettext_lazy("register", "Code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("As on your plans; leave it empty and one is given."),
    )
    field_order = ("name", "unit", "kind", "code", "within")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        """Offer the units."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["unit"]).queryset = units


class MovePlaceForm(OnceForm):
    """Another unit answers for a place."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=gettext_lazy("Unit that answers for it")
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        """Offer the units."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["unit"]).queryset = units


class ClosePlaceForm(OnceForm):
    """A place goes out of use."""

    day = forms.DateField(label=gettext_lazy("First day out of use"), widget=DateInput())
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, required=False)
