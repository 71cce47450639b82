"""Forms for our own values and our own entries."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.criteria.models import in_language
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.shell.setup.criteria.fields import initial_of, value_fields, value_given
from dutyline.toolkit.ui.own_language import own_language_first
from dutyline.toolkit.ui.widgets import DateInput

Shape = Mapping[str, Any]


class OwnValue(OnceForm):
    """A value of our own from a day on."""

    valid_from = forms.DateField(
        label=gettext_lazy("From"),
        widget=DateInput(),
        help_text=gettext_lazy("What was decided before stays as it was."),
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("What an auditor reads beside it."),
    )

    def __init__(self, *args: Any, shape: Shape, value: Any, **kwargs: Any) -> None:
        """Offer the fields the shape asks for, filled with what holds now."""
        self.shape = shape
        kwargs["initial"] = initial_of("value", shape, value) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        given = value_fields("value", _("Value"), shape, required=True)
        self.fields = {**given, **self.fields}

    @property
    def value(self) -> Any:
        """Return the value as criteria keep it."""
        return value_given("value", self.shape, self.cleaned_data)


class Withdraw(OnceForm):
    """The day from which the pack counts again."""

    on = forms.DateField(label=gettext_lazy("From"), widget=DateInput())


class OwnEntry(OnceForm):
    """An entry of a catalogue, ours from a day on."""

    label_en = forms.CharField(label=gettext_lazy("English"), max_length=500, required=False)
    label_zh = forms.CharField(label=gettext_lazy("Chinese"), max_length=500, required=False)
    parent = forms.ChoiceField(label=gettext_lazy("Under"), required=False)
    position = forms.IntegerField(
        label=gettext_lazy("Place in the list"), min_value=0, max_value=100_000, initial=1000
    )
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=DateInput())
    note = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)

    def __init__(
        self,
        *args: Any,
        fields: Mapping[str, Shape],
        data: Mapping[str, Any],
        parents: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """Offer the catalogue's own fields after the names."""
        self.shapes = fields
        for name, shape in fields.items():
            kwargs["initial"] |= initial_of(f"data-{name}", shape, data.get(name))
        super().__init__(*args, **kwargs)
        own: dict[str, forms.Field] = {}
        for name, shape in fields.items():
            label = in_language(shape["label"]) if "label" in shape else name
            required = bool(shape.get("required"))
            own |= value_fields(f"data-{name}", label, shape, required=required)
        names = {key: self.fields[key] for key in ("label_en", "label_zh")}
        self.fields = {**names, **own, **{k: v for k, v in self.fields.items() if k not in names}}
        own_language_first(self, "label_en", "label_zh")
        if parents:
            parent = cast("forms.ChoiceField", self.fields["parent"])
            parent.choices = [("", _("nothing: at the top")), *parents]
        else:
            del self.fields["parent"]

    def entry_data(self) -> dict[str, Any]:
        """Return the data as the catalogue keeps it, without what was left empty."""
        given = {
            name: value_given(f"data-{name}", shape, self.cleaned_data)
            for name, shape in self.shapes.items()
        }
        return {name: value for name, value in given.items() if value is not None}
