"""Forms of plans: which checklist, where, by which post, how often, from when."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.organisation.models import Place, Post, Unit
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.round import ChecklistChoice
from dutyline.modules.inspections.models import Cadence
from dutyline.toolkit.ui.widgets import DateInput

WHOLE = "unit"


class PostChoice(forms.ModelChoiceField):
    """A post with its unit, for many a unit has one of the same name."""

    def label_from_instance(self, obj: Post) -> str:
        """Return post and unit."""
        return obj.with_unit


class TargetsForm(OnceForm):
    """Where a plan leads, who walks it, how often, from which day."""

    targets = forms.MultipleChoiceField(
        label=gettext_lazy("Where"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one place or unit.")},
    )
    post = PostChoice(queryset=None, label=gettext_lazy("Which post walks it"))
    cadence = forms.ChoiceField(label=gettext_lazy("How often"), choices=Cadence.choices)
    on = forms.DateField(label=gettext_lazy("From"), widget=DateInput())

    def __init__(
        self, *args: Any, unit: Unit, places: list[Place], posts: Any, **kwargs: Any
    ) -> None:
        """Offer the places of the unit and its posts."""
        super().__init__(*args, **kwargs)
        self.unit, self.places = unit, {str(each.pk): each for each in places}
        whole = _("%(unit)s as a whole") % {"unit": unit.name}
        cast("Any", self.fields["targets"]).choices = [
            (WHOLE, whole),
            *((key, f"{each.name} · {each.unit.name}") for key, each in self.places.items()),
        ]
        cast("Any", self.fields["post"]).queryset = posts

    def clean_targets(self) -> list[Place | Unit]:
        """Return the places, or the unit as a whole."""
        return [
            self.unit if key == WHOLE else self.places[key] for key in self.cleaned_data["targets"]
        ]


class PlanForm(TargetsForm):
    """A plan that was not there yet."""

    checklist = ChecklistChoice(queryset=None, label=gettext_lazy("Checklist"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave it empty and the plan is called like its checklist."),
    )
    field_order = ("checklist", "targets", "post", "cadence", "on", "name")

    def __init__(self, *args: Any, checklists: Any, **kwargs: Any) -> None:
        """Offer the checklists usable in the unit."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["checklist"]).queryset = checklists


class ChangePlanForm(TargetsForm):
    """Another where, who or how often, from a day on."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, required=False)


class EndPlanForm(OnceForm):
    """A plan ends."""

    day = forms.DateField(label=gettext_lazy("First day without it"), widget=DateInput())
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)


class PausePlanForm(OnceForm):
    """A plan rests."""

    day = forms.DateField(label=gettext_lazy("First day without it"), widget=DateInput())
    back_on = forms.DateField(
        label=gettext_lazy("First day with it again"),
        widget=DateInput(),
        required=False,
        help_text=gettext_lazy("Leave it empty and let it go on by hand."),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)


class ResumePlanForm(OnceForm):
    """A plan goes on."""

    day = forms.DateField(label=gettext_lazy("First day with it again"), widget=DateInput())


class UnitForm(forms.Form):
    """For which unit a plan is made."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=gettext_lazy("For which unit")
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        """Offer the units."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["unit"]).queryset = units
