"""The form that says who leads in a duty."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.receipts.forms import OnceForm


class LeadForm(OnceForm):
    """One of the posts that owe the duty."""

    post: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Post"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        """Offer the posts."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["post"]).queryset = posts
