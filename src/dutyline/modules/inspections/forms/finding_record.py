"""Recording a danger: a photo, a sentence, the place; everything else may wait."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.organisation.models import Place, Unit
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import (
    PhotosField,
    SuggestInput,
    Words,
    field_of,
    row_of,
)
from dutyline.modules.inspections.forms.finding_ends import listed
from dutyline.modules.inspections.models import Grade, Risk
from dutyline.toolkit.wording import in_a_row

MORE = (
    "description",
    "spot",
    "thing",
    "category",
    "kind",
    "clause",
    "risk",
    "grade",
    "grade_reason",
    "ticked",
    "found_on",
    "accident_type",
    "proposed_measures",
    "interim_control",
)
"""What stands behind "more"."""


class RecordForm(OnceForm):
    """What a person says of a danger he found."""

    photos = PhotosField(
        label=gettext_lazy("Photo"),
        required=False,
        words=gettext_lazy("Take a photo"),
        hint=gettext_lazy("The place and what is wrong; no faces needed"),
    )
    title = forms.CharField(
        label=gettext_lazy("What is wrong"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )
    where = forms.ChoiceField(
        label=pgettext_lazy("hidden danger", "Where"),
        widget=forms.RadioSelect,
        required=False,
    )
    elsewhere = forms.CharField(
        label=gettext_lazy("Or another place"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name or code of the place or unit."),
    )
    description = Words(label=gettext_lazy("Description"), required=False)
    spot = forms.CharField(label=gettext_lazy("Exactly where"), max_length=200, required=False)
    thing = forms.CharField(
        label=gettext_lazy("Object or equipment"), max_length=200, required=False
    )
    category = forms.ChoiceField(label=pgettext_lazy("filter", "Category"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Inspection kind"), required=False)
    clause = forms.CharField(label=gettext_lazy("Clause violated"), max_length=200, required=False)
    risk = forms.ChoiceField(label=gettext_lazy("Risk level"), required=False, choices=Risk.choices)
    ticked = forms.MultipleChoiceField(
        label=gettext_lazy("Does one of these hold? Then it is major"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grade = forms.ChoiceField(
        label=pgettext_lazy("filter", "Grade"),
        required=False,
        choices=[
            ("", gettext_lazy("As the criteria say")),
            (Grade.MAJOR, gettext_lazy("Major, for the reason below")),
        ],
    )
    grade_reason = forms.CharField(
        label=gettext_lazy("Why it is major"), max_length=500, required=False
    )
    found_on = forms.DateTimeField(
        label=pgettext_lazy("hidden danger", "Found"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=gettext_lazy("Only if not just now."),
    )
    accident_type = forms.CharField(
        label=gettext_lazy("Possible accident"), max_length=200, required=False
    )
    proposed_measures = Words(label=gettext_lazy("Proposed measures"), required=False, rows=2)
    interim_control = Words(
        label=gettext_lazy("Interim control"),
        required=False,
        rows=2,
        help_text=gettext_lazy("What keeps people safe until it is repaired."),
    )
    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        on: Any,
        near: Sequence[Place | Unit],
        suggested: Sequence[str],
        places: QuerySet[Place],
        units: QuerySet[Unit],
        **kwargs: Any,
    ) -> None:
        """Offer the places `near`; any other of `places` and `units` may be typed."""
        super().__init__(*args, **kwargs)
        self.near = {key_of(each): each for each in near}
        self.places, self.units = places, units
        self.ground: tuple[Unit, Place | None] | None = None
        where = field_of(self, "where")
        where.choices = [(key, _offered(each)) for key, each in self.near.items()]
        # One of the two is needed, which the form says itself.
        where.optional_words = field_of(self, "elsewhere").optional_words = " "
        field_of(self, "elsewhere").widget = SuggestInput(
            suggested, attrs={"autocomplete": "off", "maxlength": 200}
        )
        field_of(self, "category").choices = listed("finding_category", on)
        field_of(self, "kind").choices = listed("inspection_kind", on)
        field_of(self, "ticked").choices = [
            each for each in listed("major_danger", on, parents=False) if each[0] != ""
        ]

    def clean(self) -> dict[str, Any]:
        """Find the ground: the place typed, else the one chosen."""
        said = super().clean() or self.cleaned_data
        where, words = said.get("where"), (said.get("elsewhere") or "").strip()
        if words:
            self._find(words)
        elif where in self.near:
            self.ground = _ground(self.near[where])
        elif "where" not in self.errors:
            self.add_error("elsewhere", _("Name the place."))
        return said

    def _find(self, words: str) -> None:
        grounds: tuple[Any, Any] = (self.places, self.units)
        for rows in grounds:
            found = list(rows.filter(code__iexact=words)[:1]) or list(
                rows.filter(name__iexact=words).order_by("id")[:1]
            )
            if found:
                self.ground = _ground(found[0])
                return
        close = list(self.places.filter(name__icontains=words).order_by("name", "id")[:6])
        if len(close) == 1:
            self.ground = _ground(close[0])
        elif close:
            names = in_a_row(each.name for each in close)
            self.add_error("elsewhere", _("Which of these: %(names)s?") % {"names": names})
        else:
            self.add_error("elsewhere", _("No place here has this name or code."))

    @property
    def more(self) -> list[forms.BoundField]:
        """Return the fields behind "more"."""
        return [self[name] for name in MORE]

    @property
    def more_has_errors(self) -> bool:
        """Say whether something behind "more" must be seen."""
        return any(self[name].errors or self[name].value() for name in MORE)


def key_of(each: Place | Unit) -> str:
    """Return how a place or a unit is named in the form."""
    return f"place:{each.pk}" if isinstance(each, Place) else f"unit:{each.pk}"


def _offered(each: Place | Unit) -> Any:
    if isinstance(each, Place):
        return row_of(each.name, each.unit.name)
    return row_of(each.name, _("The unit, no place in particular"))


def _ground(each: Place | Unit) -> tuple[Unit, Place | None]:
    return (each.unit, each) if isinstance(each, Place) else (each, None)
