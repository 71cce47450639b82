"""Forms of post cards: the words of a draft, what is decided about it, its acceptance."""

from datetime import date
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.registry import Refusal
from dutyline.modules.responsibility.forms.units import offer_units
from dutyline.modules.responsibility.models import (
    COLUMNS,
    LANGUAGES,
    LONGEST,
    CardDeputy,
    CardVersion,
    Part,
    part_in,
)
from dutyline.modules.responsibility.operations.deputies import meant, near, posts_called
from dutyline.modules.responsibility.rules.comparing import sentences
from dutyline.toolkit.ui.widgets import DateInput


class DraftForm(OnceForm):
    """The words of a card: a field a part and language, one sentence a line."""

    deputy_posts = forms.TypedMultipleChoiceField(
        label=_("Posts that stand in while the holder is away"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_posts = forms.CharField(
        label=_("Other posts that stand in"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("By code or title, one a line."),
    )
    deputies = forms.CharField(
        label=_("Who else stands in"),
        max_length=300,
        required=False,
        help_text=_("In words: whoever is not a post of the organisation."),
    )

    def __init__(
        self, *args: Any, version: CardVersion, language: str, by: Actor, on: date, **kwargs: Any
    ) -> None:
        """Take the words of a draft; the reader's language comes first."""
        named = list(version.deputy_posts.select_related("post").order_by("id"))
        initial: dict[str, Any] = {name: getattr(version, name) for name in COLUMNS}
        initial |= {"deputies": version.deputies, "deputy_posts": [each.post_id for each in named]}
        super().__init__(*args, initial=initial, **kwargs)
        self.by, self.on = by, on
        offered = {each.pk: each.with_unit for each in near(by, version.card.post, on)}
        offered |= {each.post_id: _with_end(each, on) for each in named}
        cast("forms.TypedMultipleChoiceField", self.fields["deputy_posts"]).choices = list(
            offered.items()
        )
        if not offered:
            del self.fields["deputy_posts"]
        self.languages = sorted(LANGUAGES, key=lambda each: each != language)
        for part in Part:
            for each in LANGUAGES:
                self.fields[f"{part.value}_{each}"] = forms.CharField(
                    label=part_in(part, each),
                    max_length=LONGEST,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 4, "lang": each}),
                )

    def standing_in(self) -> list[BoundField]:
        """Return the fields that say who stands in."""
        named = ("deputy_posts", "other_posts", "deputies")
        return [self[name] for name in named if name in self.fields]

    def parts(self) -> list[list[BoundField]]:
        """Return the fields of each part, the reader's language first."""
        return [[self[f"{part.value}_{each}"] for each in self.languages] for part in Part]

    def clean_other_posts(self) -> list[int]:
        """Return the posts that are meant; refuse a name nothing or several things have."""
        lines = sentences(self.cleaned_data["other_posts"])
        try:
            return meant(lines, posts_called(self.by, lines, self.on), {})
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def posts(self) -> list[int]:
        """Return the posts that are to stand in."""
        ticked = self.cleaned_data.get("deputy_posts", [])
        return list(dict.fromkeys([*ticked, *self.cleaned_data["other_posts"]]))

    @property
    def words(self) -> dict[str, str]:
        """Return the cleaned words by column."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


def _with_end(deputy: CardDeputy, on: date) -> str:
    if deputy.post.runs_on(on):
        return deputy.title
    return gettext("%(post)s (does not exist any more)") % {"post": deputy.title}


class RemarkForm(OnceForm):
    """Approval, with a remark if there is one."""

    remark = forms.CharField(
        label=pgettext_lazy("review", "Remark"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendBackForm(OnceForm):
    """What is to be changed."""

    reason = forms.CharField(
        label=_("What is to be changed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishForm(OnceForm):
    """From which day."""

    valid_from = forms.DateField(label=_("In force from"), widget=DateInput())


class AcceptForm(OnceForm):
    """A holder's own words."""

    words = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: what you will look after first, and when you would stop work."),
    )


class TogetherForm(OnceForm):
    """Which unit, with everything under it."""

    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Unit"), help_text=_("With everything under it.")
    )

    def __init__(self, *args: Any, units: Any, dated: bool = False, **kwargs: Any) -> None:
        """Offer the units; ask for a day where one is needed."""
        super().__init__(*args, **kwargs)
        offer_units(self.fields["unit"], units)
        if dated:
            self.fields["valid_from"] = forms.DateField(
                label=_("In force from"), widget=DateInput()
            )
