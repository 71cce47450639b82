"""Forms of goals: what is to be reached, passed on, promised, decided on, reported."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from dutyline.kernel.duties.models import Comparison
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.registry import manifests
from dutyline.modules.responsibility.forms.files import FilesField
from dutyline.modules.responsibility.models import LONGEST_GOAL, Goal, GoalMeasure
from dutyline.modules.responsibility.operations.goals import Aim
from dutyline.modules.responsibility.operations.goals.reading import (
    PERCENT,
    as_kept,
    as_said,
    is_share,
)
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.toolkit.ui.widgets import DateInput

WHY = gettext_lazy("Why")


def _reason(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


def _number(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=4, **more)


ONLY = {
    "indicator": ("indicator",),
    "figure_unit": ("figure",),
    "comparison": ("indicator", "figure"),
    "target": ("indicator", "figure"),
    "due_on": ("milestone",),
}
"""For which measures a field asks; the style sheet shows those of the chosen one alone."""


class GoalForm(OnceForm):
    """A goal of the year: its words, what shows that it is reached, target or day."""

    post: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("For"), empty_label=None
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    text_en = forms.CharField(
        label=gettext_lazy("What is to be reached, in English"),
        max_length=LONGEST_GOAL,
        required=False,
    )
    text_zh = forms.CharField(
        label=gettext_lazy("What is to be reached, in Chinese"),
        max_length=LONGEST_GOAL,
        required=False,
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("Measured by"), choices=GoalMeasure.choices, widget=forms.RadioSelect
    )
    indicator = forms.ChoiceField(label=gettext_lazy("Indicator"), required=False)
    figure_unit = forms.CharField(
        label=gettext_lazy("Unit of a number that is reported"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For example: cases, hours, people."),
    )
    comparison = forms.ChoiceField(
        label=gettext_lazy("It must be"), choices=Comparison.choices, required=False
    )
    target = _number(
        gettext_lazy("Target"),
        required=False,
        help_text=gettext_lazy("Shares in percent: 95 for 95%."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("A milestone is due"), required=False, widget=DateInput()
    )

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        """Offer the posts the setter holds, and what the system measures; his language first."""
        super().__init__(*args, **kwargs)
        post: Any = self.fields["post"]
        post.queryset, post.label_from_instance = posts, _post_name
        offered = [(each.key, each.label) for own in manifests() for each in own.indicators]
        cast("forms.ChoiceField", self.fields["indicator"]).choices = [("", "–"), *offered]
        if (get_language() or "").startswith("zh"):
            order = [name for name in self.fields if name != "text_en"]
            order.insert(order.index("text_zh") + 1, "text_en")
            self.order_fields(order)
        self._say_when_needed()

    def _say_when_needed(self) -> None:
        """Say beside each field when it is needed: none is always, and few are never."""
        one, number = _("one language is enough"), _("needed for a number")
        words = {
            "text_en": one,
            "text_zh": one,
            "indicator": _("needed for an indicator"),
            "comparison": number,
            "target": number,
            "due_on": _("needed for a milestone"),
        }
        for name, said in words.items():
            cast("Any", self.fields[name]).optional_words = said

    def asked(self) -> list[tuple[str, forms.BoundField]]:
        """Return each field with the class of the measures it belongs to; "" for all."""
        return [
            (" ".join(f"only-{each}" for each in ONLY.get(field.name, ())), field)
            for field in self.visible_fields()
        ]

    def aim(self) -> Aim:
        """Return what was said, without what this measure does not use."""
        said = self.cleaned_data
        measure = said["measure"]
        words = {"text_en": said["text_en"], "text_zh": said["text_zh"]}
        if measure == GoalMeasure.MILESTONE:
            return Aim(measure, **words, due_on=said["due_on"])
        key = said["indicator"] if measure == GoalMeasure.INDICATOR else ""
        return Aim(
            measure,
            **words,
            indicator=key,
            figure_unit=said["figure_unit"] if measure == GoalMeasure.FIGURE else "",
            comparison=said["comparison"],
            target=as_kept(key, said["target"]),
        )


class MarkForm(OnceForm):
    """The target of a number, or the day of a milestone, with a reason."""

    def __init__(
        self,
        *args: Any,
        goal: Goal,
        mark: Mark,
        why: Any = WHY,
        why_required: bool = True,
        **kwargs: Any,
    ) -> None:
        """Ask for what the goal's measure needs, beginning with `mark`."""
        super().__init__(*args, **kwargs)
        self.goal = goal
        if goal.measure == GoalMeasure.MILESTONE:
            self.fields["due_on"] = forms.DateField(
                label=_("By"), widget=DateInput(), initial=mark.due_on
            )
        else:
            self.fields["target"] = _number(_bound(goal), initial=as_said(goal, mark.target))
        self.fields["reason"] = _reason(why, required=why_required)

    def mark(self) -> Mark:
        """Return what was said."""
        target: Decimal | None = self.cleaned_data.get("target")
        due_on: date | None = self.cleaned_data.get("due_on")
        return Mark(self.goal.comparison, as_kept(self.goal.indicator, target), due_on)


class PassForm(MarkForm):
    """To which posts, with which target."""

    posts: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None,
        label=gettext_lazy("To"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All get the same target. Pass it on once more for another one."),
    )

    def __init__(self, *args: Any, posts: Sequence[Post], **kwargs: Any) -> None:
        """Offer the posts that report to the goal's own."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["posts"]
        field.queryset = Post.objects.filter(pk__in=[post.pk for post in posts]).select_related(
            "unit"
        )
        field.label_from_instance = _post_name


class AnswerForm(OnceForm):
    """Yes or no to a smaller promise, with the reason."""

    granted = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("yes", gettext_lazy("I consent")), ("no", gettext_lazy("I do not consent"))],
        widget=forms.RadioSelect,
    )
    reason = _reason(gettext_lazy("Why"))


class WithdrawForm(OnceForm):
    """Why a goal holds no more."""

    reason = _reason(gettext_lazy("Why"))


class ResultForm(OnceForm):
    """How far a number has come, or that a milestone was reached, with its proof."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=DateInput())
    words = _reason(pgettext_lazy("goal", "What was done for it"))
    proof = FilesField(required=False)

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        """Ask a number for its value, a milestone for its proof."""
        super().__init__(*args, **kwargs)
        if goal.measure == GoalMeasure.MILESTONE:
            self.fields["proof"].required = True
        else:
            label = _("How many so far (%(unit)s)") if goal.figure_unit else _("How many so far")
            self.fields["value"] = _number(label % {"unit": goal.figure_unit})
            self.order_fields(["value", "on", "words", "proof"])


def _bound(goal: Goal) -> str:
    """Return the label of a target: on which side of it one stays, and what is counted."""
    bound = capfirst(goal.get_comparison_display())
    unit = PERCENT if is_share(goal) else goal.figure_unit
    return _("%(bound)s (%(unit)s)") % {"bound": bound, "unit": unit} if unit else bound


def _post_name(post: Post) -> str:
    return post.with_unit
