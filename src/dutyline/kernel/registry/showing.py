"""What modules add to pages of the frame: the search, and the pages of a person or a place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Lead:
    """A line that leads to a record: something found by words, something due at a place.

    Without `url` the reader may know of it but not open it.
    """

    title: str
    url: str
    note: str = ""
    at: date | datetime | None = None
    at_word: Text = ""
    """What happens or happened then, where the state does not say it."""
    state: Text = ""
    broken: bool = False
    """Bad news: something is overdue or was missed."""


@dataclass(frozen=True)
class SearchSource:
    """A kind of record the site's search looks through, for who has `permission` anywhere.

    `find(actor, words, limit)` returns what the actor may see that holds every word, at most
    `limit`; `url_for(words)` is the whole list asked with the same words.
    """

    key: str
    label: Text
    find: Callable[[Any, str, int], Sequence[Lead]]
    url_for: Callable[[str], str]
    order: int
    permission: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the page of a person or place, for who has `permission` anywhere.

    `show(actor, thing, limit)` returns at most `limit` leads, `url_for(thing)` the whole list.
    On the page of a person everybody who may see his line is shown the same leads; only their
    addresses differ by what the reader may open.
    """

    key: str
    about: str
    """`person` or `place`."""
    label: Text
    show: Callable[[Any, Any, int], Sequence[Lead]]
    url_for: Callable[[Any], str]
    order: int
    permission: str = ""


@dataclass(frozen=True)
class PageLink:
    """Something that may be done with a person, post, unit or place, on a page of a module.

    `url_for(actor, thing)` is "" where the actor may not do it.
    """

    key: str
    about: str
    label: Text
    url_for: Callable[[Any, Any], str]
