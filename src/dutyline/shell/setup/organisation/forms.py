"""Forms of the organisation's verbs; each asks for its day last."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.organisation.models import Level, UnitKind
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.shell.setup.organisation.choosing import Beside, chosen_from
from dutyline.toolkit.ui.widgets import DateInput


class Dated(OnceForm):
    """A change that takes effect on a day."""

    on = forms.DateField(
        label=_("From"),
        widget=DateInput(),
        help_text=_("The first day on which it is so; may lie ahead."),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Begin with today, after everything the verb itself asks."""
        kwargs["initial"] = {"on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "on"] + ["on"])


class Reasoned(Dated):
    """A change people will ask about."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class UnitFacts(Dated):
    """Name and kind of a unit."""

    name = forms.CharField(label=pgettext_lazy("unit", "Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial=UnitKind.DEPARTMENT)


class NewUnit(UnitFacts):
    """A unit under another one."""

    code = forms.CharField(
        label=pgettext_lazy("register", "Code"),
        required=False,
        max_length=100,
        help_text=_("Leave empty to get one."),
    )


class Into(Reasoned):
    """Another unit."""

    def __init__(self, *args: Any, units: QuerySet[Any], **kwargs: Any) -> None:
        """Offer these units."""
        super().__init__(*args, **kwargs)
        self.fields["unit"] = chosen_from(units, _("Unit"), name="name", code="code")
        self.order_fields(["unit"])


class Merge(Into):
    """Into which unit, and whether people go on in their posts."""

    reappoint = forms.BooleanField(
        label=_("Appoint everybody anew in the other unit"), required=False, initial=True
    )


class CloseUnit(Reasoned):
    """The last day, and what becomes of what is in it."""

    with_contents = forms.BooleanField(
        label=_("Close its units, posts and places with it"), required=False
    )


class PostFacts(Dated):
    """What a post is."""

    title = forms.CharField(label=pgettext_lazy("of a post", "Title"), max_length=300)
    level = forms.TypedChoiceField(
        label=_("Level of the line"), coerce=int, choices=Level.choices, initial=Level.FRONT_LINE
    )
    heads_unit = forms.BooleanField(label=_("Heads the unit"), required=False)
    headcount = forms.DecimalField(
        label=_("Planned holders"), min_value=0, max_digits=8, decimal_places=2, initial=1
    )
    standard = forms.ChoiceField(
        label=_("Standard post"),
        required=False,
        help_text=_("Its duties come from the pack."),
    )

    def __init__(
        self, *args: Any, standards: list[tuple[str, str]], posts: QuerySet[Any], **kwargs: Any
    ) -> None:
        """Offer the standard posts of the packs, and these superiors."""
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["standard"]).choices = [("", _("none of these")), *standards]
        self.fields["superior"] = chosen_from(
            posts,
            _("Superior post"),
            name="title",
            code="code",
            required=False,
            hint=_("Leave empty for the head of the unit above."),
        )
        self.order_fields(["title", "level", "heads_unit", "superior", "standard", "headcount"])


class Appoint(Dated):
    """Who takes a post."""

    share = forms.DecimalField(
        label=_("Share of the post"),
        min_value=0,
        max_value=1,
        max_digits=4,
        decimal_places=2,
        initial=1,
        help_text=_("Less than 1 where several share it."),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DateInput(),
        help_text=_("The first day no longer held; empty until further notice."),
    )

    def __init__(self, *args: Any, people: QuerySet[Any], **kwargs: Any) -> None:
        """Offer these people."""
        super().__init__(*args, **kwargs)
        self.fields["person"] = chosen_from(
            people, _("Person"), name="name", code="number", beside="number"
        )
        self.order_fields(["person", "share", "on", "until"])


class Act(Dated):
    """Who acts for the holder of a post, or while it is vacant."""

    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DateInput(),
        help_text=_("The first day no longer held; empty until further notice."),
    )

    def __init__(
        self, *args: Any, people: QuerySet[Any], holders: QuerySet[Any], **kwargs: Any
    ) -> None:
        """Offer these people, and the holders one can act for."""
        super().__init__(*args, **kwargs)
        self.fields["person"] = chosen_from(
            people, _("Who acts"), name="name", code="number", beside="number"
        )
        first = holders.first()
        if first is not None:
            self.fields["acting_for"] = Beside(
                holders,
                label=_("Acts for"),
                beside="",
                name="person",
                initial=first.pk,
                help_text=_("While somebody acts, who is stood in for is excused."),
            )
        self.order_fields(["person", "acting_for", "on", "until"])


class NewPerson(Dated):
    """Somebody who works here from a day on."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200)
    number = forms.CharField(label=_("Personnel number"), required=False, max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)

    def __init__(self, *args: Any, posts: QuerySet[Any], **kwargs: Any) -> None:
        """Offer these posts to begin in."""
        super().__init__(*args, **kwargs)
        self.fields["post"] = chosen_from(
            posts, _("Post"), name="title", code="code", required=False
        )
        self.order_fields(["name", "post", "number", "email", "phone"])


class NewShift(Dated):
    """A shift: its hours, and on which days of a cycle it works."""

    name = forms.CharField(label=_("Name"), max_length=60)
    starts_at = forms.TimeField(
        label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    anchor = forms.DateField(
        label=_("First day of the cycle"),
        widget=DateInput(),
        help_text=_("A Monday for a plain week."),
    )
    cycle_days = forms.IntegerField(
        label=_("Days in the cycle"), min_value=1, max_value=60, initial=7
    )
    cycle_on = forms.RegexField(
        r"^\s*\d+(\s*,\s*\d+)*\s*$",
        label=_("Working days of the cycle"),
        initial="1, 2, 3, 4, 5",
        help_text=_("Counted from 1: 1, 2, 3, 4, 5 for Monday to Friday."),
    )


class EndShift(Dated):
    """From which day a shift no longer begins."""
