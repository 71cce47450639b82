"""What modules tell for a due-diligence file: dated entries about a person, a post or a unit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

Text = str | Promise

MOST = 10_000
"""Entries of one file; what is longer nobody reads, and is asked for in parts."""
PERSON = "person"
POST = "post"
UNIT = "unit"


@dataclass(frozen=True)
class FileAbout:
    """Whom a file is about, over which days, and how far whoever asked may look.

    Days run from `first` up to, not including, `end`; `starts_at` and `ends_at` are their moments
    where the subject is. `path` is the unit of a post, or the unit itself, "" of a person.
    `paths` are the subtrees entries may lie in; in somebody's `whole` own file all of them.
    """

    kind: str
    id: int
    path: str
    first: date
    end: date
    starts_at: datetime
    ends_at: datetime
    paths: tuple[str, ...] = ()
    whole: bool = False


class Said:
    """A sentence told later in a reader's language; places are words, numbers, days, moments.

    Days and moments are written as ISO 8601 does, in the time zone of the moment: a file is read
    in two languages and by lawyers of two countries.
    """

    def __init__(self, words: Text, /, **places: Any) -> None:
        """Keep the words and what fills their places."""
        self.words, self.places = words, places

    def __str__(self) -> str:
        """Return the sentence in the language of the moment."""
        places = {name: told(each) for name, each in self.places.items()}
        return str(self.words).format(**places).strip()


def told(value: Any) -> str:
    """Return a place of a sentence in words; what is called for is asked in the language."""
    if callable(value):
        value = value()
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "–" if value in (None, "") else str(value)


@dataclass(frozen=True)
class FileEntry:
    """One line of a file: when it happened, when that was recorded, what, and what proves it.

    A day without a time is a date. `recorded_at` is None where nobody kept it. `source` is the text
    key of what it is about, `records` the kinds and ids by which it stands in the log; an entry
    without any is told by the system alone, and the file says so. `parts` are what a record binds
    and proves alone: kind and id of the record, id of the part.
    """

    happened_at: datetime | date
    recorded_at: datetime | None
    sentence: Said
    source: str
    records: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class FileSource:
    """A section of due-diligence files, filled in a fixed number of statements.

    `entries(about)` yields what happened or held in the days of the file, in its order, and only
    what lies in `about.paths`; in the file of another person `permission` must be held there too.
    """

    key: str
    label: Text
    order: int
    entries: Callable[[FileAbout], Iterable[FileEntry]]
    permission: str = ""
