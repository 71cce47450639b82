"""Forms of a repair: the five implementations, more time, money, the report, what another saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import (
    REASON,
    Money,
    PersonField,
    PhotosField,
    Words,
    field_of,
    row_of,
)
from dutyline.toolkit.ui.widgets import DateInput


class AssignmentForm(OnceForm):
    """The five implementations: responsibility, measures, funds, time limit, plan."""

    owner = PersonField(label=_("Who answers for it"), help_text=_("Name or personnel number."))
    measures = Words(label=_("Measures"), required=False)
    due_on = forms.DateField(label=_("By when"), widget=DateInput())
    funds = Money(label=_("Funds"), required=False, help_text=_("0 where it costs nothing."))
    contingency_plan = Words(
        label=_("Emergency plan"),
        required=False,
        rows=2,
        help_text=_("What is done if it happens before the repair."),
    )
    interim_control = Words(
        label=_("Interim control"),
        required=False,
        rows=2,
        help_text=_("What keeps people safe until it is repaired."),
    )
    verifier = PersonField(label=_("Who verifies"), required=False)
    reason = forms.CharField(label=REASON, max_length=500)

    def __init__(
        self,
        *args: Any,
        people: Any = (),
        within: Any = None,
        again: bool = False,
        major: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer `people` and accept anybody `within`.

        `again` asks for the reason of a change; of a `major` danger all five are said.
        """
        super().__init__(*args, **kwargs)
        for name in ("owner", "verifier"):
            field = field_of(self, name)
            field.within = within
            field.widget.suggestions = PersonField(people=people).widget.suggestions
        for name in ("measures", "funds", "contingency_plan") if major else ():
            field_of(self, name).required = True
        if not again:
            del self.fields["reason"]


class ReceiptForm(OnceForm):
    """Nothing to say: the notice has arrived."""


class ExtensionForm(OnceForm):
    """More time, with the reason and what keeps people safe until then."""

    to_on = forms.DateField(label=_("New deadline"), widget=DateInput())
    reason = forms.CharField(label=REASON, max_length=500)
    interim_control = Words(
        label=_("Interim control"), help_text=_("What keeps people safe until then.")
    )


class ExtensionDecisionForm(OnceForm):
    """Grant or refuse more time."""

    granted = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("yes", row_of(pgettext_lazy("extension", "Grant"), _("The new deadline holds"))),
            ("no", row_of(pgettext_lazy("extension", "Refuse"), _("The present deadline stays"))),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=pgettext_lazy("finding", "Note"),
        max_length=500,
        required=False,
        help_text=_("A refusal says why."),
    )


class FundsForm(OnceForm):
    """Money for the repair."""

    amount = Money(label=_("Amount"), min_value=1)
    purpose = forms.CharField(label=_("What for"), max_length=500)


class FundsDecisionForm(OnceForm):
    """Grant an amount, or refuse with nought and a reason."""

    granted = Money(label=_("Amount granted"), help_text=_("0 refuses the request."))
    note = forms.CharField(
        label=pgettext_lazy("finding", "Note"),
        max_length=500,
        required=False,
        help_text=_("A refusal says why."),
    )


class RepairForm(OnceForm):
    """The report that it is repaired."""

    photos = PhotosField(
        label=_("Photo after the repair"), required=False, hint=_("From where the first was taken")
    )
    text = Words(label=_("What was done"))
    done_on = forms.DateField(
        label=_("Finished on"),
        required=False,
        widget=DateInput(),
        help_text=_("Only if not today."),
    )
    spent = Money(label=_("Money spent"), required=False)


class VerificationForm(OnceForm):
    """What somebody else saw of the repair."""

    effective = forms.ChoiceField(
        label=pgettext_lazy("verification", "What you found"),
        choices=[
            ("yes", row_of(pgettext_lazy("verification", "Effective"), _("Can be closed"))),
            ("no", pgettext_lazy("verification", "Not effective")),
        ],
        widget=forms.RadioSelect,
    )
    opinion = Words(label=_("What you saw"), required=False, help_text=_("Needed if it goes back."))
    photos = PhotosField(label=_("Photo"), required=False)
    due_on = forms.DateField(
        label=_("New deadline"),
        required=False,
        widget=DateInput(),
        help_text=_("Only if it goes back and needs another one."),
    )

    def __init__(self, *args: Any, owner: str = "", **kwargs: Any) -> None:
        """Say to whom it goes back."""
        super().__init__(*args, **kwargs)
        back = _("Goes back to %(owner)s")
        choices = list(field_of(self, "effective").choices)
        word = pgettext_lazy("verification", "Not effective")
        choices[1] = ("no", row_of(word, str(back) % {"owner": owner}))
        field_of(self, "effective").choices = choices
        field_of(self, "effective").widget.choices = choices
