"""The filter bar of a list: what may be asked, and what is asked now. State lives in the URL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """A value one may filter by; `count` (optional) says how many records have it."""

    value: str
    label: Text
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and what taking it away removes from the query string."""

    label: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A menu of choices; `many` allows several at once. `name` is the query parameter."""

    name: str
    label: Text
    choices: Sequence[Choice]
    many: bool = True
    template: str = "ui/filter_choices.html"

    def __post_init__(self) -> None:
        """Keep the choices as a tuple: a bar is drawn once for what it shows."""
        object.__setattr__(self, "choices", tuple(self.choices))

    @property
    def chips(self) -> Iterator[Chip]:
        """Yield one chip for each chosen value."""
        for choice in self.choices:
            if choice.chosen and choice.value:
                yield Chip(str(choice.label), self.name, choice.value)


@dataclass(frozen=True, slots=True)
class Span:
    """A menu of two days; the query parameters are `name_from` and `name_to`, ISO dates."""

    name: str
    label: Text
    first: str = ""
    last: str = ""
    template: str = "ui/filter_span.html"

    @property
    def chips(self) -> Iterator[Chip]:
        """Yield one chip for each end that is set."""
        if self.first:
            since = gettext("%(what)s since %(day)s")
            words = since % {"what": self.label, "day": self.first}
            yield Chip(words, f"{self.name}_from", self.first)
        if self.last:
            until = gettext("%(what)s until %(day)s")
            words = until % {"what": self.label, "day": self.last}
            yield Chip(words, f"{self.name}_to", self.last)


@dataclass(frozen=True, slots=True)
class FilterBar:
    """Search first, then one menu a dimension; `keep` are parameters that stay as they are.

    Without a `placeholder` there is no search field.
    """

    dimensions: Sequence[Dimension | Span] = ()
    search: str = ""
    placeholder: Text = ""
    keep: Sequence[tuple[str, str]] = ()
    search_name: str = "q"

    def __post_init__(self) -> None:
        """Keep menus and parameters as tuples, for the same reason."""
        object.__setattr__(self, "dimensions", tuple(self.dimensions))
        object.__setattr__(self, "keep", tuple(self.keep))

    @property
    def chips(self) -> list[Chip]:
        """Return every filter that is on, in order of the menus."""
        return [chip for dimension in self.dimensions for chip in dimension.chips]
