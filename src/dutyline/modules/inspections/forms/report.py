"""Reports without sign-in, and what the safety manager does with them."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.inspections.forms.finding_base import PhotosField
from dutyline.modules.inspections.forms.finding_ends import listed
from dutyline.modules.inspections.models import Finding, Grade, Risk


class DangerForm(OnceForm):
    """What anybody who scans the code of a place says: one sentence, the rest if he likes."""

    sentence = forms.CharField(
        label=gettext_lazy("What is dangerous?"),
        max_length=500,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "placeholder": gettext_lazy("For example: oil on the floor beside pump 3"),
            }
        ),
        error_messages={"required": gettext_lazy("Say in one sentence what is dangerous.")},
    )
    photos = PhotosField(
        label=gettext_lazy("Photo"),
        required=False,
        words=gettext_lazy("Take a photo"),
        hint=gettext_lazy("helps, but is not required"),
    )
    contact = forms.CharField(
        label=gettext_lazy("Your name or phone"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say of each voluntary field that it is so, in its own words."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["photos"]).optional_words = ""
        cast("Any", self.fields["contact"]).optional_words = _("leave empty to stay anonymous")


class CodeForm(forms.Form):
    """The code a reporter follows his report by."""

    refused = pgettext_lazy("report", "Not found")

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class TakeUpForm(OnceForm):
    """A report becomes a hidden danger; what the reporter could not know is filled in."""

    title = forms.CharField(label=gettext_lazy("What is wrong"), max_length=200)
    category = forms.ChoiceField(label=pgettext_lazy("filter", "Category"), required=False)
    risk = forms.ChoiceField(label=gettext_lazy("Risk level"), required=False, choices=Risk.choices)
    grade = forms.ChoiceField(
        label=gettext_lazy("Grade"),
        required=False,
        choices=[
            ("", gettext_lazy("As the criteria say")),
            (Grade.MAJOR, gettext_lazy("Major, for the reason below")),
        ],
    )
    grade_reason = forms.CharField(
        label=gettext_lazy("Why it is major"), max_length=500, required=False
    )
    reply = forms.CharField(
        label=gettext_lazy("Words to the reporter"), max_length=500, required=False
    )

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        """Offer the categories of the day."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["category"]).choices = listed("finding_category", on)


class CountTowardsForm(OnceForm):
    """A report says what is known already: it counts towards that hidden danger."""

    finding = forms.ModelChoiceField(
        queryset=Finding.objects.none(),
        label=gettext_lazy("Which hidden danger is it?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reply = forms.CharField(
        label=gettext_lazy("Words to the reporter"), max_length=500, required=False
    )

    def __init__(self, *args: Any, among: QuerySet[Finding], **kwargs: Any) -> None:
        """Offer the open ones near the place."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["finding"]).queryset = among


class ReplyForm(OnceForm):
    """An answer to a report that is no hidden danger."""

    reply = forms.CharField(
        label=gettext_lazy("Answer to the reporter"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Say what you looked at and why it is safe, or who cares for it."),
    )
