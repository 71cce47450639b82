"""Forms of a round: begin, finish, break off."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.organisation.models import Place
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import REASON, PersonField
from dutyline.modules.inspections.models import Checklist


class ChecklistChoice(forms.ModelChoiceField):
    """A checklist by its name in the reader's language."""

    def label_from_instance(self, obj: Checklist) -> str:
        """Return the name."""
        return str(obj.name)


class StartForm(OnceForm):
    """A round begins; two may walk it together."""

    second = PersonField(
        label=gettext_lazy("Second inspector"),
        required=False,
        help_text=gettext_lazy("Each of you gets the round to his own name."),
    )

    def __init__(self, *args: Any, people: Any = (), within: Any = None, **kwargs: Any) -> None:
        """Offer `people` by name, look for others `within`."""
        super().__init__(*args, **kwargs)
        self.fields["second"] = PersonField(
            label=self.fields["second"].label,
            help_text=self.fields["second"].help_text,
            required=False,
            people=people,
            within=within,
        )


class UnplannedForm(StartForm):
    """A round nobody planned: where, and by which checklist."""

    place = forms.ModelChoiceField(queryset=Place.objects.none(), label=gettext_lazy("Where"))
    checklist = ChecklistChoice(queryset=None, label=gettext_lazy("Checklist"))
    field_order = ("place", "checklist", "second")

    def __init__(self, *args: Any, places: Any, checklists: Any, **kwargs: Any) -> None:
        """Offer places and checklists."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["place"]).queryset = places
        cast("Any", self.fields["checklist"]).queryset = checklists


class FinishForm(OnceForm):
    """The end of a round; when it was walked, if that was not just now."""

    started_at = forms.DateTimeField(
        label=pgettext_lazy("round", "Begun"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    finished_at = forms.DateTimeField(
        label=pgettext_lazy("round", "Finished"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=gettext_lazy("Both times are shown, and that it was recorded later."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        said = super().clean() or self.cleaned_data
        begun, ended = said.get("started_at"), said.get("finished_at")
        if begun and ended and ended < begun:
            self.add_error("finished_at", _("It cannot end before it began."))
        return said


class WhyForm(OnceForm):
    """A step that needs its reason."""

    reason = forms.CharField(label=REASON, max_length=500)
