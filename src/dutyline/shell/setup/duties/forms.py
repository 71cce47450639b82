"""Forms of duties: few fields first, the rarer ones folded away."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.duties.models import (
    Area,
    Cadence,
    Comparison,
    DutyVersion,
    Measure,
    Owed,
    SpanUnit,
)
from dutyline.kernel.organisation.queries import PlaceQuerySet
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.registry import manifests
from dutyline.shell.organisation.scope import places_for
from dutyline.shell.setup.duties.words import percent
from dutyline.toolkit.ui.own_language import own_language_first
from dutyline.toolkit.ui.widgets import DateInput
from dutyline.toolkit.wording import in_a_row

Choices = list[tuple[str, Any]]
FIRST = {
    Measure.COUNT: ("text", "cadence", "evidence_kind", "amount"),
    Measure.EVENT: ("text", "trigger", "evidence_kind", "within", "within_unit"),
    Measure.INDICATOR: ("text", "indicator", "comparison", "target", "cadence"),
}
UNUSED = {
    Measure.COUNT: ("trigger", "indicator", "comparison", "target"),
    Measure.EVENT: ("cadence", "indicator", "comparison", "target", "amount"),
    Measure.INDICATOR: (
        "evidence_kind", "trigger", "within", "within_unit", "amount", "places", "owed",
    ),
}  # fmt: skip
DATED = ("on", "at_once", "reason")
SEPARATORS = re.compile(r"[,;，；、\s]+")


class DutyAsks(OnceForm):
    """What a duty asks; `measure` says which fields there are."""

    text_en = forms.CharField(label=gettext_lazy("Duty in English"), required=False, max_length=500)
    text_zh = forms.CharField(label=gettext_lazy("Duty in Chinese"), required=False, max_length=500)
    cadence = forms.ChoiceField(label=gettext_lazy("How often"), initial=Cadence.MONTHLY)
    trigger = forms.ChoiceField(label=gettext_lazy("After which event"))
    evidence_kind = forms.ChoiceField(label=gettext_lazy("What shows that it was done"))
    amount = forms.DecimalField(
        label=gettext_lazy("How many each time"),
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        initial=1,
    )
    within = forms.IntegerField(label=gettext_lazy("Within"), min_value=0, max_value=3660)
    within_unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=SpanUnit.choices, initial=SpanUnit.DAYS
    )
    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"))
    comparison = forms.ChoiceField(label=gettext_lazy("It must be"), choices=Comparison.choices)
    target = forms.DecimalField(
        label=gettext_lazy("Target"),
        max_digits=10,
        decimal_places=2,
        help_text=gettext_lazy("Shares in percent: 95 for 95%."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Law and clause, or your own rule."),
    )
    weight = forms.DecimalField(
        label=gettext_lazy("Weight"), min_value=0, max_digits=6, decimal_places=2, initial=1
    )
    area = forms.ChoiceField(label=gettext_lazy("Where it counts"), initial=Area.OWN)
    places = forms.CharField(
        label=gettext_lazy("Listed places"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Codes of the places, with commas between them."),
    )
    owed = forms.ChoiceField(label=gettext_lazy("Owed by"), choices=Owed.choices, initial=Owed.EACH)
    grace_days = forms.IntegerField(
        label=gettext_lazy("Days of grace"), min_value=0, max_value=366, initial=0
    )

    def __init__(self, *args: Any, measure: str, actor: Actor, **kwargs: Any) -> None:
        """Keep the fields of this measure, the reader's language first."""
        super().__init__(*args, **kwargs)
        self.measure, self.known_places = Measure(measure), places_for(actor)
        for name in UNUSED[self.measure]:
            del self.fields[name]
        if self.measure == Measure.COUNT:
            self.fields["within"].required = False
            self.fields["within"].help_text = _("Only for a duty owed once.")
        self._offer()
        own, other = ("zh", "en") if (get_language() or "").startswith("zh") else ("en", "zh")
        self.texts = (f"text_{own}", f"text_{other}")
        own_language_first(self, "text_en", "text_zh")

    def _offer(self) -> None:
        offered: dict[str, Choices] = {
            "cadence": _cadences(self.measure),
            "evidence_kind": [(k.key, k.label) for m in manifests() for k in m.evidence_kinds],
            "trigger": [(each.key, each.label) for m in manifests() for each in m.triggers],
            "indicator": [(each.key, each.label) for m in manifests() for each in m.indicators],
            "area": [
                (area.value, area.label)
                for area in Area
                if area != Area.PLACES or self.measure != Measure.INDICATOR
            ],
        }
        for name, choices in offered.items():
            if name in self.fields:
                cast("forms.ChoiceField", self.fields[name]).choices = choices

    @property
    def first(self) -> list[BoundField]:
        """Return the fields everybody fills in."""
        names = [self.texts[0] if each == "text" else each for each in FIRST[self.measure]]
        return [self[name] for name in names]

    @property
    def rarer(self) -> list[BoundField]:
        """Return the fields most leave as they are."""
        shown = {field.name for field in (*self.first, *self.dated)}
        return [
            field
            for field in self.visible_fields()
            if field.name not in shown and field.name != "standard_post"
        ]

    @property
    def dated(self) -> list[BoundField]:
        """Return from when it is so, and why."""
        return [self[name] for name in DATED if name in self.fields]

    @property
    def rarer_are_wrong(self) -> bool:
        """Say whether something folded away must be mended."""
        return any(field.errors for field in self.rarer)

    def clean_places(self) -> list[int]:
        """Return the places by their codes; name the codes nothing has."""
        codes = [code for code in SEPARATORS.split(self.cleaned_data["places"]) if code]
        rows: PlaceQuerySet = self.known_places.filter(code__in=codes)
        known = dict(rows.values_list("code", "pk"))
        unknown = [code for code in codes if code not in known]
        if unknown:
            words = _("No place has the code: %(codes)s.") % {"codes": in_a_row(unknown)}
            raise forms.ValidationError(words)
        return sorted(known.values())

    def asks(self) -> dict[str, Any]:
        """Return the fields of a version, as operations take them."""
        names = DutyAsks.base_fields.keys() & self.cleaned_data.keys()
        asks = {name: self.cleaned_data[name] for name in names} | {"measure": self.measure.value}
        if self.measure == Measure.EVENT:
            asks["cadence"] = Cadence.EVENT.value
        if asks.get("within") is None and "within_unit" in asks:
            asks["within_unit"] = ""
        if "target" in asks and percent(asks["indicator"]):
            asks["target"] = asks["target"] / 100
        return asks


class NewDuty(DutyAsks):
    """A duty of our own."""

    standard_post = forms.ChoiceField(
        label=gettext_lazy("For"),
        required=False,
        help_text=gettext_lazy("Every post made from this standard post owes it, later ones too."),
    )
    on = forms.DateField(label=gettext_lazy("From"), widget=DateInput())

    def __init__(
        self, *args: Any, standards: Sequence[tuple[str, str]], today: date, **kwargs: Any
    ) -> None:
        """Offer the standard posts."""
        kwargs["initial"] = {"on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        offered = cast("forms.ChoiceField", self.fields["standard_post"])
        offered.choices = [("", _("posts chosen one by one")), *standards]


class ChangedDuty(DutyAsks):
    """Another text, rhythm or amount from a day on."""

    on = forms.DateField(
        label=gettext_lazy("From"),
        widget=DateInput(),
        help_text=gettext_lazy("A period running on that day ends as it began."),
    )
    at_once = forms.BooleanField(
        label=gettext_lazy("At once: split the running period on that day"), required=False
    )
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: DutyVersion, today: date, **kwargs: Any) -> None:
        """Begin with what holds now."""
        kwargs["initial"] = {"on": max(today, version.valid_from), **_known(version)}
        super().__init__(*args, measure=version.measure, **kwargs)
        self.version = version
        codes = self.known_places.filter(pk__in=version.places).order_by("code")
        self.initial["places"] = ", ".join(codes.values_list("code", flat=True))

    def clean_basis(self) -> str:
        """Keep the key of a clause whose words nobody touched."""
        words: str = self.cleaned_data["basis"]
        return self.version.basis if words == clause_words(self.version.basis) else words


class EndDuty(OnceForm):
    """From which day it is owed no more."""

    on = forms.DateField(label=gettext_lazy("First day without it"), widget=DateInput())
    at_once = forms.BooleanField(
        label=gettext_lazy("At once: the running period ends with it"), required=False
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)


class GiveDuty(OnceForm):
    """Which post owes it, or which duty the post owes, and from when."""

    on = forms.DateField(label=pgettext_lazy("day", "From"), widget=DateInput())

    def __init__(self, *args: Any, what: forms.Field, **kwargs: Any) -> None:
        """Ask for the post or the duty first."""
        super().__init__(*args, **kwargs)
        self.fields["what"] = what
        self.order_fields(["what", "on"])


def _known(version: DutyVersion) -> dict[str, Any]:
    names = DutyAsks.base_fields.keys() - {"places"}
    known = {name: _plain(getattr(version, name)) for name in names}
    if version.target is not None and percent(version.indicator):
        known["target"] = _plain(version.target * 100)
    known["within_unit"] = version.within_unit or SpanUnit.DAYS
    known["basis"] = clause_words(version.basis)
    return known


def _plain(value: Any) -> Any:
    """Return a number without the zeros the database adds: 1, not 1.00."""
    if not isinstance(value, Decimal):
        return value
    return value.to_integral_value() if value == int(value) else value.normalize()


def _cadences(measure: Measure) -> Choices:
    left_out = {Cadence.EVENT} | ({Cadence.ONCE} if measure == Measure.INDICATOR else set())
    return [(each.value, each.label) for each in Cadence if each not in left_out]
