"""Forms of responsibility letters: set up, worded, signed, refused, answered, shown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.guests import Ways
from dutyline.kernel.organisation.models import Level, Person, Post
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.responsibility.forms.units import offer_units
from dutyline.modules.responsibility.models import (
    LANGUAGES,
    AnswerKind,
    Letter,
    LetterLanguage,
    LetterPart,
    LetterRound,
    ShownBelow,
    part_in,
)
from dutyline.modules.responsibility.operations.letters import Setup
from dutyline.modules.responsibility.rules.drawing import LONGEST as LONGEST_DRAWING
from dutyline.modules.responsibility.rules.drawing import NoDrawing, Strokes, strokes_of

LONGEST = 8000


def _area(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    more.setdefault("max_length", 2000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _own_name() -> forms.CharField:
    return forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("Write your own name as you sign with it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class _Drawn(OnceForm):
    """A signature by hand beside the name, where the company wants one; nobody must draw."""

    drawing = forms.CharField(required=False, max_length=LONGEST_DRAWING, widget=forms.HiddenInput)

    def __init__(self, *args: Any, drawn: bool, **kwargs: Any) -> None:
        """Ask for a drawing, or not."""
        super().__init__(*args, **kwargs)
        if not drawn:
            del self.fields["drawing"]

    def clean_drawing(self) -> Strokes | None:
        """Return the strokes that were drawn."""
        said = self.cleaned_data["drawing"]
        try:
            return strokes_of(said) if said else None
        except NoDrawing as error:
            raise forms.ValidationError(_("Draw your signature again, or leave it out.")) from error

    @property
    def strokes(self) -> Strokes | None:
        """Return what was drawn; None where nothing was, or nothing is wanted."""
        found: Strokes | None = self.cleaned_data.get("drawing")
        return found


class SignForm(_Drawn):
    """One's own name under the text that was read."""

    text = forms.IntegerField(widget=forms.HiddenInput)
    name = _own_name()


class GuestSignForm(SignForm):
    """The same on the device of another, with the signer's own proof in the very same form."""

    def __init__(
        self, *args: Any, ways: Ways, prove: Callable[[Mapping[str, Any]], list[str]], **kwargs: Any
    ) -> None:
        """Ask for what this person can prove himself by."""
        super().__init__(*args, **kwargs)
        self.fields.update(ways.fields)
        self.proved: list[str] = []
        self._prove = prove

    def clean(self) -> dict[str, Any]:
        """Prove who signs, once everything else is in order: an answer counts once."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self.proved = self._prove(said)
        return said


class CountersignForm(_Drawn):
    """Which letters of one's people, in the words that were read, and one's own name."""

    letters = forms.MultipleChoiceField(
        label=_("Letters you sign"), widget=forms.CheckboxSelectMultiple
    )
    name = _own_name()

    def __init__(self, *args: Any, waiting: Sequence[Letter], **kwargs: Any) -> None:
        """Offer the letters that wait, each with the number of its text."""
        super().__init__(*args, **kwargs)
        self.waiting = {f"{row.pk}-{row.text.number}": row for row in waiting}
        field = cast("forms.MultipleChoiceField", self.fields["letters"])
        field.choices = [
            (key, f"{row.person.name} · {row.post.with_unit}") for key, row in self.waiting.items()
        ]
        if not self.is_bound:
            field.initial = list(self.waiting)

    @property
    def chosen(self) -> list[Letter]:
        """Return the letters that were chosen."""
        return [self.waiting[key] for key in self.cleaned_data["letters"]]

    @property
    def texts(self) -> dict[int, int]:
        """Return the number of the text that was read of each."""
        keys = (key.split("-") for key in self.cleaned_data["letters"])
        return {int(letter): int(text) for letter, text in keys}


class RefuseForm(OnceForm):
    """Why one does not sign."""

    reason = _area(_("Why you do not sign"))


class AnswerForm(OnceForm):
    """What the superior answers."""

    kind = forms.ChoiceField(
        label=_("Your answer"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    words = _area(_("In your words"))


class ShowForm(OnceForm):
    """What one's people see of one's own letter."""

    shown = forms.ChoiceField(
        label=_("My people see"), choices=ShownBelow.choices, widget=forms.RadioSelect
    )


class RoundForm(OnceForm):
    """The letters of a year: language, term, who signs with the head."""

    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Unit"), help_text=_("With everything under it."), empty_label=None
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    language = forms.ChoiceField(
        label=_("Language of the letters"),
        choices=LetterLanguage.choices,
        widget=forms.RadioSelect,
    )
    partner_person = forms.CharField(
        label=_("Who signs with the head: a person"),
        max_length=200,
        required=False,
        help_text=_("Name or personnel number of the owner, or of somebody of the committee."),
    )
    partner_post: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        label=_("Or whoever holds a post"),
        required=False,
        help_text=_("One of the two is needed."),
        empty_label="–",
    )
    partner_for = forms.CharField(
        label=_("Signs for"),
        max_length=200,
        required=False,
        help_text=_("For example: the safety committee, the owners."),
    )
    due_days = forms.IntegerField(label=_("Days for each signature"), min_value=1, max_value=365)
    drawn = forms.BooleanField(
        label=_("People also sign by hand"),
        required=False,
        help_text=_("On the screen when they sign, or on the paper, which leaves a place for it."),
    )
    terms_en = _area(
        _("Rewards and penalties, in English"),
        required=False,
        max_length=LONGEST,
        help_text=_("Leave empty for those of the template."),
    )
    terms_zh = _area(
        _("Rewards and penalties, in Chinese"),
        required=False,
        max_length=LONGEST,
        help_text=_("Leave empty for those of the template."),
    )

    def __init__(
        self, *args: Any, units: Any = None, row: LetterRound | None = None, **kwargs: Any
    ) -> None:
        """Offer the units, or begin with what was decided before."""
        super().__init__(*args, **kwargs)
        posts = Post.objects.on(timezone.localdate()).filter(level=Level.LEADER)
        field: Any = self.fields["partner_post"]
        field.queryset = posts.select_related("unit").order_by("unit__path", "title", "id")
        field.label_from_instance = _post_name
        if row is not None:
            del self.fields["unit"], self.fields["year"]
            return
        offer_units(self.fields["unit"], units)

    def clean_partner_person(self) -> Person | None:
        """Return the one person who is meant."""
        said = self.cleaned_data["partner_person"].strip()
        if not said:
            return None
        rows = Person.objects.employed(timezone.localdate()).filter(Q(number=said) | Q(name=said))
        found = list(rows[:2])
        if not found:
            raise forms.ValidationError(_("Nobody has this name or personnel number."))
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several people are called so. Write the personnel number.")
            )
        person: Person = found[0]
        return person

    @property
    def setup(self) -> Setup:
        """Return what was decided."""
        names = ("language", "due_days", "partner_post", "partner_person", "partner_for")
        said = self.cleaned_data
        more = {name: said[name] for name in (*names, "terms_en", "terms_zh", "drawn")}
        return Setup(**more)


class TemplateForm(OnceForm):
    """The words every letter has: a field a part and language, one sentence a line."""

    def __init__(self, *args: Any, words: Any, language: str, **kwargs: Any) -> None:
        """Begin with the words of now; the reader's language comes first."""
        super().__init__(*args, initial=words, **kwargs)
        self.languages = sorted(LANGUAGES, key=lambda each: each != language)
        for part in LetterPart:
            for each in self.languages:
                area = _area(part_in(part, each), 4, required=False, max_length=LONGEST)
                area.widget.attrs["lang"] = each
                self.fields[f"{part.value}_{each}"] = area

    def parts(self) -> list[list[forms.BoundField]]:
        """Return the fields of each part."""
        return [[self[f"{part.value}_{each}"] for each in self.languages] for part in LetterPart]


def _post_name(post: Post) -> str:
    return post.with_unit
