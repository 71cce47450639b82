"""What the kernel adds to the site's search: people, posts, units and places."""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.organisation.queries import PostQuerySet, UnitQuerySet
from dutyline.kernel.registry import Lead, SearchSource
from dutyline.shell.organisation.scope import places_for, posts_for, units_for
from dutyline.toolkit.search.columns import in_columns
from dutyline.toolkit.wording import in_a_row

PERSON_NAMES = ("name", "number")
POST_NAMES = ("title", "code")
UNIT_NAMES = ("name", "code")
PLACE_NAMES = ("name", "code")


def find_people(actor: Actor, words: str, limit: int) -> Sequence[Lead]:
    """Return the people who hold a post in reach today and whose name holds every word."""
    today = timezone.localdate()
    held = Appointment.objects.on(today).select_related("post__unit").order_by("acting", "id")
    rows = (
        Person.objects.appointed_within(actor.paths(Access.ORGANISATION_VIEW), today)
        .filter(in_columns(words, *PERSON_NAMES))
        .prefetch_related(Prefetch("appointments", held, to_attr="now"))
    )
    return [
        Lead(
            person.name,
            reverse("person", args=[person.pk]),
            note=" · ".join(each.post.with_unit for each in person.now),
        )
        for person in rows.order_by("name", "id")[:limit]
    ]


def find_posts(actor: Actor, words: str, limit: int) -> Sequence[Lead]:
    """Return the posts of today whose title or code holds every word, with who holds them."""
    rows = with_holders(posts_like(actor, words))
    return [
        Lead(
            post.title,
            reverse("post", args=[post.pk]),
            note=f"{post.unit.name} · {holders_words(post.now)}",
        )
        for post in rows.order_by("title", "id")[:limit]
    ]


def find_units(actor: Actor, words: str, limit: int) -> Sequence[Lead]:
    """Return the units of today whose name or code holds every word."""
    rows = units_like(actor, words).select_related("parent").order_by("depth", "name", "id")
    return [
        Lead(
            unit.name, reverse("unit", args=[unit.pk]), note=unit.parent.name if unit.parent else ""
        )
        for unit in rows[:limit]
    ]


def find_places(actor: Actor, words: str, limit: int) -> Sequence[Lead]:
    """Return the places in use whose name or code holds every word."""
    rows = places_for(actor).on(timezone.localdate()).filter(in_columns(words, *PLACE_NAMES))
    return [
        Lead(
            place.name,
            reverse("place", args=[place.pk]),
            note=" · ".join(filter(None, (place.unit.name, place.code))),
        )
        for place in rows.select_related("unit").order_by("name", "id")[:limit]
    ]


def posts_like(actor: Actor, words: str) -> PostQuerySet:
    """Return the posts of today in reach; without words every one."""
    rows = posts_for(actor).on(timezone.localdate())
    return rows.filter(in_columns(words, *POST_NAMES)) if words.strip() else rows


def units_like(actor: Actor, words: str) -> UnitQuerySet:
    """Return the units of today in reach; without words every one."""
    rows = units_for(actor).on(timezone.localdate())
    return rows.filter(in_columns(words, *UNIT_NAMES)) if words.strip() else rows


def with_holders(rows: PostQuerySet) -> PostQuerySet:
    """Load each post's unit, and who holds it today as `now`."""
    held = Appointment.objects.filter(as_of(timezone.localdate())).select_related("person")
    held = held.order_by("acting", "person__name", "id")
    return rows.select_related("unit").prefetch_related(
        Prefetch("appointments", held, to_attr="now")
    )


def holders_words(held: Iterable[Appointment]) -> str:
    """Return the names of who holds a post, vacant where nobody does."""
    return in_a_row(each.person.name for each in held) or _("vacant")


def _whole(name: str) -> Callable[[str], str]:
    def url_for(words: str) -> str:
        try:
            return f"{reverse(name)}?{urlencode({'q': words})}"
        except NoReverseMatch:  # the module that lists them is not built in
            return ""

    return url_for


SOURCES = (
    SearchSource(
        "shell.people",
        gettext_lazy("People"),
        find_people,
        _whole("people"),
        10,
        Access.ORGANISATION_VIEW,
    ),
    SearchSource(
        "shell.posts",
        gettext_lazy("Posts"),
        find_posts,
        _whole("posts"),
        20,
        Access.ORGANISATION_VIEW,
    ),
    SearchSource(
        "shell.units",
        gettext_lazy("Units"),
        find_units,
        _whole("units"),
        30,
        Access.ORGANISATION_VIEW,
    ),
    SearchSource(
        "shell.places",
        gettext_lazy("Places"),
        find_places,
        _whole("inspections:places"),
        40,
        Access.ORGANISATION_VIEW,
    ),
)
