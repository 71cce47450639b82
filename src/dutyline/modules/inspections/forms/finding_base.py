"""What every form about a finding stands on: sent once, people by name, photos from the camera."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.organisation.models import Person
from dutyline.toolkit.ui.widgets import PhotoInput, hinted
from dutyline.toolkit.wording import in_a_row

MOST_PHOTOS = 6
MOST_NAMED = 5
LONG = 4000


class Words(forms.CharField):
    """Several sentences."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONG)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Money(forms.DecimalField):
    """An amount of money, from nought."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        super().__init__(max_digits=14, decimal_places=2, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"


class SuggestInput(forms.TextInput):
    """A text field with suggestions; what is not suggested may be typed."""

    template_name = "inspections/widgets/suggest.html"

    def __init__(self, suggestions: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.suggestions = list(suggestions)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the template, with the suggestions."""
        context = super().get_context(name, value, attrs)
        fixed = context["widget"]["attrs"]
        fixed["list"] = f"{fixed.get('id', name)}-list"
        return context | {"suggestions": self.suggestions}


class PersonField(forms.CharField):
    """A person by name or personnel number, among those the form reaches."""

    def __init__(self, *, people: Iterable[Person] = (), within: Any = None, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.widget = SuggestInput(
            (written(each) for each in people), attrs={"autocomplete": "off", "maxlength": 200}
        )
        self.within = Person.objects.none() if within is None else within

    def prepare_value(self, value: Any) -> Any:
        """Write a person as the field reads it."""
        return written(value) if isinstance(value, Person) else value

    def clean(self, value: Any) -> Person | None:
        """Return the one person meant; refuse nobody and several."""
        words = str(super().clean(value)).strip()
        if not words:
            return None
        name, _bracket, number = words.rstrip(")").rpartition(" (")
        exact = Q(number=number, name=name) if name else Q(number__iexact=words)
        found = list(self.within.filter(exact)[:2]) or self._by_name(words)
        if not found:
            raise forms.ValidationError(_("Nobody here has this name or number."))
        if len(found) > 1:
            names = in_a_row(written(each) for each in found[:MOST_NAMED])
            raise forms.ValidationError(
                _("Several people have this name: %(names)s.") % {"names": names}
            )
        return found[0]

    def _by_name(self, words: str) -> list[Person]:
        same = list(self.within.filter(name=words).order_by("id")[: MOST_NAMED + 1])
        return same or list(
            self.within.filter(name__icontains=words).order_by("name", "id")[: MOST_NAMED + 1]
        )


class PhotosField(forms.FileField):
    """One photo or several; what they are is decided by their content when they are kept."""

    def __init__(self, *, words: Any = None, hint: Any = "", **kwargs: Any) -> None:
        given = {"words": words} if words else {}
        super().__init__(widget=PhotoInput(hint=hint, many=True, **given), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files sent, each checked for being one."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("At most %(most)d photos at once.") % {"most": MOST_PHOTOS}
            )
        checked = [super(PhotosField, self).clean(each, initial) for each in files]
        if self.required and not checked:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return checked


def field_of(form: forms.Form, name: str) -> Any:
    """Return a field with whatever its own kind knows: choices, words of its own."""
    return form.fields[name]


def row_of(label: Any, hint: Any) -> Any:
    """Return the words of a choice with its hint under them, in the language they are shown in."""
    return hinted(label, hint)


def written(person: Person) -> str:
    """Return a person as people tell namesakes apart: name and number."""
    return f"{person.name} ({person.number})" if person.number else person.name


def reachable(paths: Iterable[str], on: date) -> Any:
    """Return everybody who holds a post in these subtrees on a day."""
    return Person.objects.appointed_within(paths, on)


REASON = gettext_lazy("Why")
