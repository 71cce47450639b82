"""Forms of checklists: the list itself, and one item of its draft."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import SuggestInput, Words
from dutyline.modules.inspections.forms.finding_ends import listed
from dutyline.modules.inspections.forms.round import ChecklistChoice
from dutyline.modules.inspections.models import AnswerKind, Grade, PhotoRule, Risk
from dutyline.modules.inspections.operations import ItemDraft
from dutyline.toolkit.ui.own_language import own_language_first

FAULT = "!"
BESIDE = "|"
IN_ENGLISH = {
    "text": gettext_lazy("Question in English"),
    "standard": gettext_lazy("Standard in English"),
    "finding_measures": gettext_lazy("Proposed measures in English"),
}


class ChecklistForm(OnceForm):
    """What a checklist is called and for which kind of inspection it is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Inspection kind"), required=False)

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        """Offer the inspection kinds of the day; ask for the name in the reader's language."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["kind"]).choices = listed("inspection_kind", on)
        own_language_first(self, "name", "name_zh", in_english=_("Name in English"))


class NewChecklistForm(ChecklistForm):
    """A checklist that was not there yet, empty or with the items of another."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("It may be used there and in everything below."),
    )
    like = ChecklistChoice(
        queryset=None,
        label=gettext_lazy("Begin with the items of"),
        required=False,
        empty_label=gettext_lazy("Nothing, an empty list"),
    )
    field_order = ("name", "name_zh", "unit", "kind", "like")

    def __init__(self, *args: Any, units: Any, models: Any, **kwargs: Any) -> None:
        """Offer units, and checklists to begin with."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["unit"]).queryset = units
        cast("Any", self.fields["like"]).queryset = models


class ItemForm(OnceForm):
    """One question of a draft, with everything a fault fills in."""

    text = forms.CharField(label=gettext_lazy("Question"), max_length=500)
    text_zh = forms.CharField(
        label=gettext_lazy("Question in Chinese"), max_length=500, required=False
    )
    section = forms.CharField(label=gettext_lazy("Section"), max_length=200, required=False)
    answer_kind = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    lowest = forms.DecimalField(
        label=gettext_lazy("Lowest"), required=False, max_digits=14, decimal_places=4
    )
    highest = forms.DecimalField(
        label=gettext_lazy("Highest"), required=False, max_digits=14, decimal_places=4
    )
    measured_in = forms.CharField(
        label=gettext_lazy("Unit of measure"), max_length=40, required=False
    )
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line. Begin a fault with “!”; write the Chinese words after “|”."
        ),
    )
    photo_rule = forms.ChoiceField(
        label=gettext_lazy("A photo is wanted"), choices=PhotoRule.choices
    )
    standard = Words(label=gettext_lazy("Standard"), required=False, rows=2)
    standard_zh = Words(label=gettext_lazy("Standard in Chinese"), required=False, rows=2)
    clause = forms.CharField(label=gettext_lazy("Clause"), max_length=200, required=False)
    opens_finding = forms.BooleanField(
        label=gettext_lazy("A fault opens a hidden danger"), required=False
    )
    finding_title = forms.CharField(
        label=gettext_lazy("What is wrong, proposed"), max_length=200, required=False
    )
    category = forms.ChoiceField(label=pgettext_lazy("filter", "Category"), required=False)
    finding_grade = forms.ChoiceField(label=gettext_lazy("Grade"), choices=Grade.choices)
    finding_risk = forms.ChoiceField(
        label=gettext_lazy("Risk level"), choices=Risk.choices, required=False
    )
    finding_measures = Words(label=gettext_lazy("Proposed measures"), required=False, rows=2)
    finding_measures_zh = Words(
        label=gettext_lazy("Proposed measures in Chinese"), required=False, rows=2
    )
    FAULTS = (
        "opens_finding",
        "finding_title",
        "category",
        "finding_grade",
        "finding_risk",
        "finding_measures",
        "finding_measures_zh",
    )

    def __init__(self, *args: Any, on: Any, sections: list[str], **kwargs: Any) -> None:
        """Offer the categories of the day and the sections there are; his language first."""
        super().__init__(*args, **kwargs)
        for name, label in IN_ENGLISH.items():
            own_language_first(self, name, f"{name}_zh", in_english=label, required=name == "text")
        cast("Any", self.fields["category"]).choices = listed("finding_category", on)
        self.fields["section"].widget = SuggestInput(sections, attrs={"maxlength": 200})

    ONLY_FOR = {
        "lowest": AnswerKind.NUMBER,
        "highest": AnswerKind.NUMBER,
        "measured_in": AnswerKind.NUMBER,
        "choices": AnswerKind.CHOICE,
    }

    @property
    def asked(self) -> list[tuple[str, forms.BoundField]]:
        """Return what the question is about, each with the one kind of answer it is for, or ""."""
        return [
            (str(self.ONLY_FOR.get(each.name, "")), each)
            for each in self
            if each.name not in self.FAULTS and not each.is_hidden
        ]

    @property
    def filled_in(self) -> list[forms.BoundField]:
        """Return what a fault fills in."""
        return [each for each in self if each.name in self.FAULTS]

    def clean_choices(self) -> tuple[dict[str, object], ...]:
        """Return the choices line by line."""
        lines = str(self.cleaned_data["choices"]).splitlines()
        return tuple(_choice(line) for line in lines if line.strip())

    def clean(self) -> dict[str, Any]:
        """Refuse a choice without choices before the operation does."""
        said = super().clean() or self.cleaned_data
        few = len(said.get("choices") or ()) < 2
        if said.get("answer_kind") == AnswerKind.CHOICE and few:
            self.add_error("choices", _("Write at least two, one a line."))
        low, high = said.get("lowest"), said.get("highest")
        if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
            self.add_error("highest", _("The highest value is below the lowest."))
        return said

    def draft(self, before: ItemDraft | None) -> ItemDraft:
        """Return the item as it is written now; the section keeps its Chinese title."""
        said = {key: value for key, value in self.cleaned_data.items() if key != "once"}
        kept = before is not None and before.section == said["section"]
        return ItemDraft(**said, section_zh=before.section_zh if kept and before else "")


def initial_of(item: ItemDraft) -> dict[str, Any]:
    """Return an item as the form shows it."""
    values = {name: getattr(item, name) for name in ItemForm.base_fields if hasattr(item, name)}
    lines = [
        f"{FAULT if each.get('fault') else ''}{each['label']}"
        + (f" {BESIDE} {each['label_zh']}" if each.get("label_zh") else "")
        for each in item.choices
    ]
    return values | {"choices": "\n".join(lines)}


def _choice(line: str) -> dict[str, object]:
    fault = line.strip().startswith(FAULT)
    label, _bar, chinese = line.strip().removeprefix(FAULT).partition(BESIDE)
    return {"label": label.strip(), "label_zh": chinese.strip(), "fault": fault}
