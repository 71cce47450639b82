"""Forms of post cards: the words of a draft, what is decided about it, its acceptance."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.responsibility.forms.units import offer_units
from dutyline.modules.responsibility.models import (
    COLUMNS,
    LANGUAGE_WORDS,
    LANGUAGES,
    LONGEST,
    CardVersion,
    Part,
)
from dutyline.toolkit.ui.widgets import DateInput


class DraftForm(OnceForm):
    """The words of a card: a field a part and language, one sentence a line."""

    deputies = forms.CharField(
        label=_("Who stands in"),
        max_length=300,
        required=False,
        help_text=_("The post or person who acts while the holder is away."),
    )

    def __init__(self, *args: Any, version: CardVersion, language: str, **kwargs: Any) -> None:
        """Take the words of a draft; the reader's language comes first."""
        initial = {name: getattr(version, name) for name in COLUMNS}
        super().__init__(*args, initial=initial | {"deputies": version.deputies}, **kwargs)
        self.languages = sorted(LANGUAGES, key=lambda each: each != language)
        for part in Part:
            for each in LANGUAGES:
                self.fields[f"{part.value}_{each}"] = forms.CharField(
                    label=f"{part.label} ({LANGUAGE_WORDS[each]})",
                    max_length=LONGEST,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 4, "lang": each}),
                )

    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """Return the parts with their fields, the reader's language first."""
        return [
            (str(part.label), [self[f"{part.value}_{each}"] for each in self.languages])
            for part in Part
        ]

    @property
    def words(self) -> dict[str, str]:
        """Return the cleaned words by column."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


class RemarkForm(OnceForm):
    """Approval, with a remark if there is one."""

    remark = forms.CharField(
        label=pgettext_lazy("review", "Remark"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendBackForm(OnceForm):
    """What is to be changed."""

    reason = forms.CharField(
        label=_("What is to be changed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(OnceForm):
    """From which day."""

    valid_from = forms.DateField(label=_("In force from"), widget=DateInput())


class AcceptForm(OnceForm):
    """A holder's own words."""

    words = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: what you will look after first, and when you would stop work."),
    )


class TogetherForm(OnceForm):
    """Which unit, with everything under it."""

    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Unit"), help_text=_("With everything under it.")
    )

    def __init__(self, *args: Any, units: Any, dated: bool = False, **kwargs: Any) -> None:
        """Offer the units; ask for a day where one is needed."""
        super().__init__(*args, **kwargs)
        offer_units(self.fields["unit"], units)
        if dated:
            self.fields["valid_from"] = forms.DateField(
                label=_("In force from"), widget=DateInput()
            )
