"""What pages hand to components: small frozen records, no behaviour of their own."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from dutyline.toolkit.ui.line import Line

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Link:
    """A word that may lead somewhere: crumbs, menu entries."""

    label: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry of the main menu with its count; none and zero are not shown."""

    label: Text
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view with its count (None: not counted, a str such as "999+" is shown as it is)."""

    label: Text
    url: str
    count: int | Text | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Stat:
    """One number of a stats row, with a comparison and the records behind it."""

    label: Text
    value: str
    note: Text = ""
    url: str = ""
    unit: Text = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A named fact in a strip or a list of facts; `note` stands under it, `url` opens it."""

    label: Text
    value: Text
    note: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a state path; `state` is done, late, now, over or to_come."""

    label: Text
    state: str
    when: Text = ""
    who: Text = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline; `kind` is person, system or breach, `text` may be safe HTML."""

    at: datetime
    text: Text
    kind: str = "person"
    quote: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo with when and by whom it was taken; no `url`: there is none yet."""

    label: Text
    url: str = ""
    alt: Text = ""
    at: datetime | None = None
    who: Text = ""
    width: int = 0
    height: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One row of a due list: its state, what and about what, when, and the tap that does it.

    `tap` is the word on the button, `main` whether it is the filled one of its section.
    """

    state: str
    title: Text
    url: str
    note: Text = ""
    due: date | datetime | None = None
    tap: Text = ""
    main: bool = False
    about: Text = ""
    """Replaces the distance in days under the date ("about 5 min")."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. `sort` is its key in the query string, `css` goes on the head cell."""

    label: Text
    sort: str = ""
    number: bool = False
    css: str = ""
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a table is sorted now: key and direction."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person one may look around as, on the sign-in page of a demo."""

    key: str
    name: str
    post: Text
    line: Line | None = None
