"""The answer to one item of a round; which fields it has depends on the kind of answer."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from dutyline.kernel.criteria.models.sourced import in_language
from dutyline.modules.inspections.forms.finding_base import PhotosField
from dutyline.modules.inspections.models import (
    Answer,
    AnswerKind,
    Grade,
    Item,
    PhotoRule,
    Verdict,
)
from dutyline.modules.inspections.operations.rounds import Given
from dutyline.toolkit.ui.widgets import AnswerInput

ICONS = {Verdict.CONFORMS: "check", Verdict.FAULT: "close", Verdict.NOT_APPLICABLE: "dash"}
VERDICTS = (
    (Verdict.CONFORMS, pgettext_lazy("verdict", "Conforms")),
    (Verdict.FAULT, pgettext_lazy("answer", "Does not")),
    (Verdict.NOT_APPLICABLE, pgettext_lazy("verdict", "Not here")),
)


class ChoiceKeys(forms.RadioSelect):
    """The choices of an item; those that are a fault are marked, so that the page can ask more."""

    faults: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option, marked if it is a fault."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.faults:
            option["attrs"]["data-fault"] = True
        return option


class AnswerForm(forms.Form):
    """The answer to one item; which fields it has depends on the kind of answer."""

    verdict = forms.ChoiceField(
        required=False, choices=VERDICTS, widget=AnswerInput(ICONS, broken=Verdict.FAULT)
    )
    number = forms.DecimalField(required=False, max_digits=14, decimal_places=4)
    choice = forms.ChoiceField(required=False, widget=ChoiceKeys)
    not_here = forms.BooleanField(required=False, label=pgettext_lazy("verdict", "Not here"))
    text = forms.CharField(required=False, max_length=2000)
    raise_it = forms.BooleanField(
        required=False, label=gettext_lazy("Raise it to a major hidden danger")
    )
    grade_reason = forms.CharField(
        required=False, max_length=500, label=gettext_lazy("Why it is major")
    )
    photos = PhotosField(required=False, words=pgettext_lazy("answer", "Photo"))

    def __init__(self, *args: Any, item: Item, answer: Answer | None = None, **kwargs: Any) -> None:
        """Ask `item`, with what was answered before."""
        kwargs.setdefault("prefix", f"i{item.pk}")
        super().__init__(*args, initial=_said(item, answer), **kwargs)
        self.item, self.answer = item, answer
        self.fields["photos"].label = _photo_words(item)
        kept = {
            AnswerKind.CONFORMS: {"verdict"},
            AnswerKind.NUMBER: {"number", "not_here"},
            AnswerKind.CHOICE: {"choice", "not_here"},
            AnswerKind.TEXT: {"not_here"},
        }[AnswerKind(item.answer_kind)]
        for name in {"verdict", "number", "choice", "not_here"} - kept:
            del self.fields[name]
        if item.finding_grade == Grade.MAJOR or not item.opens_finding:
            del self.fields["raise_it"], self.fields["grade_reason"]
        self._word(item)

    def _word(self, item: Item) -> None:
        fields = self.fields
        in_words = item.answer_kind == AnswerKind.TEXT
        fields["text"].label = _("What did you find?") if in_words else _("What is wrong?")
        fields["text"].widget = (
            forms.Textarea(attrs={"rows": 3})
            if in_words
            else forms.TextInput(attrs={"autocomplete": "off"})
        )
        if "verdict" in fields:
            fields["verdict"].label = _("Answer")
        if "number" in fields:
            fields["number"].label = (
                _("Reading in %(unit)s") % {"unit": item.measured_in}
                if item.measured_in
                else _("Reading")
            )
            fields["number"].help_text = limits_of(item)
            limits = {"min": item.lowest, "max": item.highest}
            fields["number"].widget.attrs |= {"inputmode": "decimal", "step": "any"}
            fields["number"].widget.attrs |= {
                name: plain(value) for name, value in limits.items() if value is not None
            }
        if "choice" in fields:
            fields["choice"].label = _("Answer")
            fields["choice"].widget.faults = frozenset(
                str(each["label"]) for each in item.choices if each.get("fault")
            )
            cast("Any", fields["choice"]).choices = [
                (each["label"], label_of(each)) for each in item.choices
            ]

    @property
    def given(self) -> Given:
        """Return what was said, as the operation takes it."""
        said = self.cleaned_data
        raised = bool(said.get("raise_it"))
        return Given(
            verdict=Verdict.NOT_APPLICABLE if said.get("not_here") else said.get("verdict", ""),
            number=said.get("number"),
            choice=said.get("choice", ""),
            text=said.get("text", ""),
            wanted_grade=Grade.MAJOR if raised else "",
            grade_reason=said.get("grade_reason", "") if raised else "",
        )

    def clean(self) -> dict[str, Any]:
        """Want a reason for a grade above the checklist's."""
        said = super().clean() or self.cleaned_data
        if said.get("raise_it") and not str(said.get("grade_reason", "")).strip():
            self.add_error("grade_reason", _("Say why it is major."))
        return said


def limits_of(item: Item) -> str:
    """Return the limits of a reading in words, "" where there are none."""
    values = {
        "low": plain(item.lowest),
        "high": plain(item.highest),
        "unit": item.measured_in,
    }
    if item.lowest is not None and item.highest is not None:
        return (_("%(low)s to %(high)s %(unit)s") % values).strip()
    if item.lowest is not None:
        return (_("at least %(low)s %(unit)s") % values).strip()
    if item.highest is not None:
        return (_("at most %(high)s %(unit)s") % values).strip()
    return ""


def plain(number: Any) -> str:
    """Return a number without needless noughts."""
    return "" if number is None else f"{number.normalize():f}"


def label_of(choice: dict[str, Any]) -> str:
    """Return the words of a choice in the reader's language."""
    label = str(choice["label"])
    return in_language({"en": label, "zh": str(choice.get("label_zh") or label)})


def _said(item: Item, answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"text": item.finding_title} if item.answer_kind != AnswerKind.TEXT else {}
    return {
        "verdict": answer.verdict,
        "number": None if answer.number is None else plain(answer.number),
        "choice": answer.choice,
        "not_here": answer.verdict == Verdict.NOT_APPLICABLE,
        "text": answer.text,
        "raise_it": bool(answer.wanted_grade),
        "grade_reason": answer.grade_reason,
    }


def _photo_words(item: Item) -> str:
    return {
        PhotoRule.ALWAYS: pgettext("photo", "Photo, always wanted here"),
        PhotoRule.FAULT: pgettext("photo", "Photo, wanted when it does not conform"),
    }.get(PhotoRule(item.photo_rule), pgettext("photo", "Photo"))
