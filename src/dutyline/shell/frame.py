"""The frame round every page: who is looking, where he may go, in which language and colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, URLResolver, get_resolver, get_script_prefix, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import NavItem as Declared
from dutyline.kernel.registry import manifests
from dutyline.toolkit.counting import Tally, tally_of
from dutyline.toolkit.ui.line import Line
from dutyline.toolkit.ui.parts import NavLink
from dutyline.toolkit.ui.remembered import said

Text = str | Promise

SECTIONS: dict[str, Text] = {
    "mine": pgettext_lazy("menu", "Mine"),
    "line": pgettext_lazy("menu", "The line"),
    "inspections": pgettext_lazy("menu", "Inspections"),
    "responsibility": pgettext_lazy("menu", "Responsibility"),
    "setup": pgettext_lazy("menu", "Setting up"),
}
DOCK: tuple[tuple[str, Text, str, str], ...] = (
    ("duties", pgettext_lazy("dock", "Duties"), "my_duties", ""),
    ("dangers", pgettext_lazy("dock", "Dangers"), "inspections:findings", ""),
    (
        "report",
        pgettext_lazy("dock", "Report"),
        "inspections:report",
        "inspections.record_findings",
    ),
    ("line", pgettext_lazy("dock", "Line"), "line_board", ""),
)
"""Icon, word, address and, where no menu says it, the permission of each place in the phone's dock;
what is not built in, or not allowed, is left out."""
THEMES = ("light", "dark")


@dataclass(frozen=True)
class NavSection:
    """A named group of entries."""

    label: Text
    items: tuple[NavLink, ...]


@dataclass(frozen=True)
class DockItem:
    """A thumb's entry on the phone."""

    icon: str
    label: Text
    url: str
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """The menu and the person at its foot."""

    sections: tuple[NavSection, ...] = ()
    dock: tuple[DockItem, ...] = ()
    person_name: str = ""
    post_title: str = ""
    person_url: str = ""
    search_url: str = ""
    line_url: str = ""
    """Where the line at the foot of the menu is fetched from: it costs other pages nothing."""


@dataclass(frozen=True)
class OwnLine:
    """The month of whoever looks: his line, and how many of the decided were on time."""

    line: Line
    kept: int
    decided: int


@dataclass(frozen=True)
class Document:
    """What the document itself needs, also before anybody signed in."""

    lang: str
    theme: str
    here: str
    languages: tuple[tuple[str, str], ...]
    language_url: str
    theme_url: str


def frame(request: HttpRequest) -> dict[str, object]:
    """Give templates `frame` and `document`; nothing is asked of the database until it is shown."""
    return {
        "frame": SimpleLazyObject(lambda: _frame(request)),
        "document": SimpleLazyObject(lambda: _document(request)),
    }


def _frame(request: HttpRequest) -> Frame:
    if not request.user.is_authenticated:
        return Frame()
    actor: Actor = request.actor  # type: ignore[attr-defined]
    appointment = actor.appointment
    return Frame(
        sections=_sections(actor, request.path, tally_of(request)),
        dock=_dock(actor, request.path),
        person_name=actor.name,
        post_title=appointment.post.with_unit if appointment else "",
        person_url=_address("person", actor.person.pk) if actor.person else "",
        search_url=_address("search"),
        line_url=_address("own_line") if appointment else "",
    )


def _sections(actor: Actor, path: str, tally: Tally) -> tuple[NavSection, ...]:
    routes, prefix, language = get_resolver(), get_script_prefix(), get_language() or ""
    navigation = [item for each in manifests() for item in each.navigation]
    held = actor.held_anywhere({item.permission for item in navigation})
    declared = [
        (item, url)
        for item in navigation
        if (not item.permission or item.permission in held)
        and (url := _looked_up(routes, prefix, item.url_name))
    ]
    here = _deepest(path, [url for _, url in declared])
    counts = _counts(actor, [item for item, _ in declared], tally)
    filled: dict[str, list[NavLink]] = {}
    for item, url in sorted(declared, key=_order):
        link = NavLink(said(item.label, language), url, counts.get(id(item)), url == here)
        filled.setdefault(item.section, []).append(link)
    return tuple(
        NavSection(said(label, language), tuple(filled[key]))
        for key, label in SECTIONS.items()
        if key in filled
    )


def _counts(actor: Actor, items: Sequence[Declared], tally: Tally) -> dict[int, int]:
    """Return the counts of the entries that have one, by the entry's own id."""
    counted = {id(item): tally.later(item.count(actor)) for item in items if item.count}
    return {key: read() for key, read in counted.items()}


def _order(entry: tuple[Declared, str]) -> tuple[int, str]:
    return entry[0].order, entry[1]


def _dock(actor: Actor, path: str) -> tuple[DockItem, ...]:
    asked = [item for each in manifests() for item in each.navigation if item.permission]
    held = actor.held_anywhere({item.permission for item in asked})
    closed = {item.url_name for item in asked if item.permission not in held}
    known = [
        (icon, label, url)
        for icon, label, name, needed in DOCK
        if name not in closed and (not needed or actor.can(needed)) and (url := _address(name))
    ]
    here = _deepest(path, [url for _, _, url in known])
    return tuple(DockItem(icon, said(label), url, url == here) for icon, label, url in known)


def _address(name: str, *args: object) -> str:
    """Return the address of a URL name, "" where what it belongs to is not built in."""
    return _looked_up(get_resolver(), get_script_prefix(), name, *args)


@lru_cache(maxsize=512)
def _looked_up(_routes: URLResolver, _prefix: str, name: str, *args: object) -> str:
    """Look an address up, once for each set of routes: every page shows thirty of them."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _deepest(path: str, urls: Sequence[str]) -> str:
    """Return the entry a page belongs to: the longest address its own begins with."""
    return max(
        (url for url in urls if url == path or (url != "/" and path.startswith(url))),
        key=len,
        default="",
    )


def _document(request: HttpRequest) -> Document:
    code = get_language() or settings.LANGUAGE_CODE
    names = {"en": "English", "zh-hans": "简体中文"}
    return Document(
        lang="zh-Hans" if code.startswith("zh") else code,
        theme=_theme(request),
        here=request.get_full_path() if request.method == "GET" else "/",
        languages=tuple((key, names[key]) for key, _ in settings.LANGUAGES if key != code),
        language_url=reverse("choose_language"),
        theme_url=reverse("choose_theme"),
    )


def _theme(request: HttpRequest) -> str:
    # There is no user where a request failed before anybody was recognised.
    user = getattr(request, "user", None)
    try:
        chosen = user.theme if user and user.is_authenticated else ""
    except DatabaseError:
        # The page that says the database is down must still be drawn.
        chosen = ""
    chosen = chosen or request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""
