"""The form of a custom role."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dutyline.shell.setup.roles.permissions import permission_choices


class CustomRoleForm(forms.Form):
    """A role put together here."""

    label = forms.CharField(label=_("Name"), max_length=100)
    sentence = forms.CharField(
        label=_("In one sentence"),
        max_length=300,
        help_text=_("What an auditor reads: who has it, and what for."),
    )
    permissions = forms.MultipleChoiceField(
        label=_("Rights"), widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every permission there is."""
        super().__init__(*args, **kwargs)
        offered = cast("forms.MultipleChoiceField", self.fields["permissions"])
        offered.choices = permission_choices()
