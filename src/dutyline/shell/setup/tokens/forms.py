"""The form of a new token."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.shell.setup.roles.permissions import permission_choices


class NewToken(OnceForm):
    """A token for a program that acts as oneself."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("The program or machine that will use it.")
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(7, _("a week")), (30, _("a month")), (90, _("three months")), (365, _("a year"))],
        initial=90,
    )
    permissions = forms.MultipleChoiceField(
        label=_("Rights"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself, today and later."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer what the person himself may do."""
        super().__init__(*args, **kwargs)
        offered = cast("forms.MultipleChoiceField", self.fields["permissions"])
        offered.choices = permission_choices(actor.can)
