"""Every filter of the ledger as one form; its answer is an address of the ledger."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.modules.inspections.forms.finding_base import field_of
from dutyline.modules.inspections.forms.finding_ends import listed
from dutyline.modules.inspections.models import Basis, FindingState, Grade, Nature, Origin, Risk
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.ui.widgets import DateInput

Text = Any
"""Words, now or in the language they are shown in."""
MOST = 300
"""Choices of one list; who has more of them opens the ledger from a unit or a person."""
DAYS: dict[str, Text] = {
    "found": pgettext_lazy("filter", "Found"),
    "due": pgettext_lazy("filter", "Due"),
    "closed": pgettext_lazy("filter", "Closed"),
}
LISTS: dict[str, tuple[Text, Any]] = {
    "grade": (pgettext_lazy("filter", "Grade"), Grade.choices),
    "risk": (gettext_lazy("Risk level"), [each for each in Risk.choices if each[0]]),
    "nature": (pgettext_lazy("filter", "Nature"), [each for each in Nature.choices if each[0]]),
    "basis": (pgettext_lazy("filter", "Basis"), [each for each in Basis.choices if each[0]]),
    "origin": (gettext_lazy("Origin"), Origin.choices),
}
STATES = [
    ("open", pgettext_lazy("findings", "Open")),
    ("repair", pgettext_lazy("findings", "Under repair")),
    *FindingState.choices,
]
FLAGS: dict[str, Text] = {
    "overdue": pgettext_lazy("filter", "Overdue"),
    "repeat": pgettext_lazy("filter", "Repeats"),
    "escalated": pgettext_lazy("filter", "Escalated"),
}
PEOPLE: dict[str, Text] = {
    "person": gettext_lazy("Anybody who found, repairs or verifies it"),
    "finder": pgettext_lazy("filter", "Found by"),
    "owner": pgettext_lazy("filter", "Responsible"),
    "verifier": pgettext_lazy("filter", "Verifier"),
}


class FilterForm(forms.Form):
    """What may be asked; it is never checked here, the ledger reads its address itself."""

    def __init__(self, *, actor: Actor, on: date, asked: QueryDict) -> None:
        """Offer what the actor may see; `asked` is what is on now."""
        # Nothing here is compulsory, but "optional" beside each of twenty fields would say nothing.
        super().__init__(
            initial={name: asked.get(name) for name in asked}, use_required_attribute=False
        )
        self.initial["state"] = asked.getlist("state")
        paths = actor.paths(Inspections.FINDING_VIEW)
        units = Unit.objects.within(paths).filter(valid_to__isnull=True).order_by("path")
        places = Place.objects.on(on).within(paths).order_by("name", "id")
        people = Person.objects.appointed_within(actor.paths(Access.ORGANISATION_VIEW), on)
        self.fields["words"] = forms.CharField(label=_("Words, place, number"))
        self.fields["state"] = forms.MultipleChoiceField(
            label=_("State"), choices=STATES, widget=forms.CheckboxSelectMultiple
        )
        self._choose("unit", _("Unit, with everything under it"), units.values_list("path", "name"))
        self._choose("place", _("Place"), places.values_list("pk", "name"))
        for name, (label, choices) in LISTS.items():
            self._choose(name, label, choices)
        self.fields["category"] = forms.ChoiceField(label=pgettext_lazy("filter", "Category"))
        self.fields["kind"] = forms.ChoiceField(label=_("Inspection kind"))
        for name, kind in (("category", "finding_category"), ("kind", "inspection_kind")):
            field_of(self, name).choices = [("", _("Any")), *listed(kind, on)[1:]]
        self.fields["clause"] = forms.CharField(label=_("Clause begins with"))
        named = list(people.order_by("name", "id").values_list("pk", "name")[:MOST])
        for name, label in PEOPLE.items():
            self._choose(name, label, named)
        for name, label in DAYS.items():
            for end, words in (("from", _("%(what)s since")), ("to", _("%(what)s until"))):
                field = forms.DateField(label=words % {"what": label}, widget=DateInput())
                self.fields[f"{name}_{end}"] = field
        for name, label in FLAGS.items():
            widget = forms.CheckboxInput(attrs={"value": "1"})
            self.fields[name] = forms.BooleanField(label=label, widget=widget)

    def _choose(self, name: str, label: Text, choices: Any) -> None:
        offered = list(choices[:MOST])
        field = forms.ChoiceField(label=label, choices=[("", _("Any")), *offered])
        self.fields[name] = field
