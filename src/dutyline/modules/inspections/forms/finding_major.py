"""Forms of major hidden dangers: the plan, supervision, the authority, the staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import Words
from dutyline.modules.inspections.rules.major import PLAN_PARTS
from dutyline.toolkit.ui.widgets import DateInput


class MajorPlanForm(OnceForm):
    """The principal's plan, in the parts the law names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        once = dict(self.fields)
        self.fields.clear()
        for name, label in PLAN_PARTS.items():
            words = str(label)
            self.fields[name] = Words(label=words[:1].upper() + words[1:], required=False, rows=2)
        self.fields.update(once)

    def parts(self) -> dict[str, str]:
        """Return the text of each part."""
        return {name: self.cleaned_data[name] for name in PLAN_PARTS}


class SupervisionForm(OnceForm):
    """Listed for supervision: by whom, until when."""

    supervisor = forms.CharField(label=_("Supervised by"), max_length=200)
    due_on = forms.DateField(label=_("To be removed by"), widget=DateInput())


class AuthorityForm(OnceForm):
    """Reported to the authority: to whom, when, under which number."""

    authority = forms.CharField(label=_("Authority"), max_length=200)
    day = forms.DateField(label=_("Reported on"), widget=DateInput())
    number = forms.CharField(label=_("Number of the report"), max_length=100, required=False)


class StaffNoticeForm(OnceForm):
    """Staff told: when and how."""

    day = forms.DateField(label=_("Told on"), widget=DateInput())
    how = forms.CharField(
        label=_("How"),
        max_length=200,
        help_text=_("Notice board, meeting of staff, workers' congress …"),
    )
