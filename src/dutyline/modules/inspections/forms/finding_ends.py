"""Forms by which a finding ends or changes its standing: closed, void, merged, graded, amended."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import (
    REASON,
    PhotosField,
    Words,
    field_of,
)
from dutyline.modules.inspections.models import Basis, Finding, Nature, Risk
from dutyline.toolkit.ui.widgets import DateInput


class ClosureForm(OnceForm):
    """The end of a finding's way."""

    note = Words(label=pgettext_lazy("finding", "Note"), required=False, rows=2)


class ReopeningForm(OnceForm):
    """Why the repair did not hold, and by when it is to be mended anew."""

    reason = forms.CharField(
        label=REASON,
        max_length=500,
        help_text=gettext_lazy("What shows that the repair did not hold?"),
    )
    due_on = forms.DateField(label=gettext_lazy("New deadline"), widget=DateInput())


class ReasonForm(OnceForm):
    """A step that only needs its reason."""

    reason = forms.CharField(label=REASON, max_length=500)


class MergerForm(OnceForm):
    """Which other finding is the same."""

    into = forms.CharField(
        label=gettext_lazy("Number of the other one"),
        max_length=20,
        help_text=gettext_lazy("Both stay on record; that one goes on for both."),
    )
    reason = forms.CharField(label=REASON, max_length=500, required=False)

    def __init__(self, *args: Any, among: QuerySet[Finding] | None = None, **kwargs: Any) -> None:
        """Look for the other one `among` these."""
        super().__init__(*args, **kwargs)
        self.among = Finding.objects.none() if among is None else among

    def clean_into(self) -> Finding:
        """Return the finding of this number; the short form "0418" of one year is enough."""
        number = str(self.cleaned_data["into"]).strip()
        found = list(self.among.filter(number=number)[:2])
        if not found and number.isdigit():
            found = list(self.among.filter(number__endswith=f"-{number}").order_by("-id")[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("No hidden danger you may merge has this number."))
        return found[0]


class AmendmentForm(OnceForm):
    """The words of a finding put right."""

    title = forms.CharField(label=gettext_lazy("What is wrong"), max_length=200)
    description = Words(label=gettext_lazy("Description"), required=False)
    spot = forms.CharField(label=gettext_lazy("Exactly where"), max_length=200, required=False)
    thing = forms.CharField(
        label=gettext_lazy("Object or equipment"), max_length=200, required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("Inspection kind"), required=False)
    category = forms.ChoiceField(label=pgettext_lazy("filter", "Category"), required=False)
    nature = forms.ChoiceField(
        label=pgettext_lazy("filter", "Nature"), required=False, choices=Nature.choices
    )
    basis = forms.ChoiceField(
        label=pgettext_lazy("filter", "Basis"), required=False, choices=Basis.choices
    )
    clause = forms.CharField(label=gettext_lazy("Clause violated"), max_length=200, required=False)
    risk = forms.ChoiceField(label=gettext_lazy("Risk level"), required=False, choices=Risk.choices)
    risk_note = forms.CharField(
        label=gettext_lazy("Risk evaluation"), max_length=300, required=False
    )
    accident_type = forms.CharField(
        label=gettext_lazy("Possible accident"), max_length=200, required=False
    )
    proposed_measures = Words(label=gettext_lazy("Proposed measures"), required=False, rows=2)
    interim_control = Words(label=gettext_lazy("Interim control"), required=False, rows=2)
    reason = forms.CharField(label=REASON, max_length=500)

    def __init__(self, *args: Any, on: Any, keep: Finding, **kwargs: Any) -> None:
        """Offer the lists of a day, and what stands there even if no list has it any more."""
        super().__init__(*args, **kwargs)
        for name, kind in (("category", "finding_category"), ("kind", "inspection_kind")):
            field_of(self, name).choices = listed(kind, on, getattr(keep, name))


class PhotosForm(OnceForm):
    """Photos added to a finding after it was recorded."""

    photos = PhotosField(label=gettext_lazy("Photos"))


def listed(kind: str, on: Any, kept: str = "", *, parents: bool = True) -> list[tuple[str, Any]]:
    """Return a catalogue as choices, children under the name of their parent.

    Without `parents` what only gathers others is no choice itself.
    """
    entries = catalogue(kind, on)
    gathering = set() if parents else {entry.parent for entry in entries}
    heads = {entry.key: entry.label for entry in entries if not entry.parent}
    groups: dict[str, list[tuple[str, str]]] = {str(label): [] for label in heads.values()}
    for entry in entries:
        if entry.key in gathering:
            continue
        head = str(heads.get(entry.parent, heads.get(entry.key, "")))
        groups.setdefault(head, []).append((entry.key, str(entry.label)))
    known = {entry.key for entry in entries}
    choices: list[tuple[str, Any]] = [("", _("Not said"))]
    if kept and kept not in known:
        choices.append((kept, kept))
    return [*choices, *groups.items()]
