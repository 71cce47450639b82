"""What is known of the organisation as of a day, loaded in a handful of statements."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import (
    Appointment,
    Person,
    Place,
    Post,
    PostVersion,
    Unit,
    UnitVersion,
)


@dataclass(frozen=True)
class KnownUnit:
    """A unit: what it is on the day (`running`), or last was; `latest` is when it last changes."""

    pk: int
    code: str
    name: str
    kind: str
    parent: int | None
    path: str
    begins: date
    latest: date
    running: bool


@dataclass(frozen=True)
class KnownPost:
    """A post: what it is on the day (`running`), or last was; `latest` is when it last changes."""

    pk: int
    code: str
    title: str
    unit: int
    superior: int | None
    heads: bool
    level: int
    headcount: Decimal
    begins: date
    latest: date
    running: bool


@dataclass(frozen=True)
class KnownPerson:
    """A person by number and name."""

    pk: int
    number: str | None
    name: str
    left_on: date | None


@dataclass(frozen=True)
class Held:
    """A running appointment; acting ones are left alone by imports."""

    pk: int
    post: int
    person: int
    share: Decimal
    begins: date


@dataclass
class Known:
    """The organisation as of a day."""

    day: date
    units: dict[int, KnownUnit] = field(default_factory=dict)
    posts: dict[int, KnownPost] = field(default_factory=dict)
    people: dict[int, KnownPerson] = field(default_factory=dict)
    held: dict[int, list[Held]] = field(default_factory=dict)
    later: dict[tuple[int, int], date] = field(default_factory=dict)
    """(post, person) to the first day of an appointment that begins after the day."""
    unit_codes: dict[str, KnownUnit] = field(default_factory=dict)
    unit_names: dict[tuple[int | None, str], KnownUnit] = field(default_factory=dict)
    post_codes: dict[str, KnownPost] = field(default_factory=dict)
    numbers: dict[str, KnownPerson] = field(default_factory=dict)
    names: dict[str, list[KnownPerson]] = field(default_factory=dict)

    @property
    def roots(self) -> list[KnownUnit]:
        """Return the enterprises of the day."""
        return [each for each in self.units.values() if each.running and each.parent is None]

    def path_of_post(self, post: KnownPost) -> str:
        """Return where a post lies on the day."""
        return self.units[post.unit].path


def load(day: date) -> Known:
    """Load units, posts, people and appointments as of a day."""
    known = Known(day)
    _load_units(known)
    _load_posts(known)
    for pk, number, name, left_on in Person.objects.values_list("pk", "number", "name", "left_on"):
        person = known.people[pk] = KnownPerson(pk, number, name, left_on)
        known.names.setdefault(folded(name), []).append(person)
        if number:
            known.numbers[number] = person
    held = Appointment.objects.filter(acting=False)
    columns = ("pk", "post_id", "person_id", "share", "valid_from")
    for row in held.on(day).values_list(*columns):
        known.held.setdefault(row[1], []).append(Held(*row))
    for post_id, person_id, begins in held.filter(valid_from__gt=day).values_list(
        "post_id", "person_id", "valid_from"
    ):
        key = (post_id, person_id)
        known.later[key] = min(begins, known.later.get(key, begins))
    return known


def places_in_use(day: date) -> set[int]:
    """Return the units that answer for a place after the day."""
    return set(
        Place.objects.filter(valid_to__isnull=True).values_list("unit_id", flat=True).distinct()
    ) | set(Place.objects.filter(valid_to__gt=day).values_list("unit_id", flat=True).distinct())


def _load_units(known: Known) -> None:
    rows = {
        pk: (code, begins)
        for pk, code, begins in Unit.objects.values_list("pk", "code", "valid_from")
    }
    versions = UnitVersion.objects.order_by("unit_id", "valid_from", "id").values_list(
        "unit_id", "name", "kind", "parent_id", "path", "valid_from", "valid_to"
    )
    for unit, name, kind, parent, path, since, until in versions:
        before = known.units.get(unit)
        running = since <= known.day and (until is None or until > known.day)
        code, begins = rows[unit]
        if before is not None and before.running:
            # The version of the day stands; a later one only says when it changes again.
            continue
        # A version that will end is as good as a change to come.
        latest = until if running and until else since
        known.units[unit] = KnownUnit(unit, code, name, kind, parent, path, begins, latest, running)
    for each in known.units.values():
        known.unit_codes[folded(each.code)] = each
        if each.running:
            known.unit_names[each.parent, folded(each.name)] = each


def _load_posts(known: Known) -> None:
    rows = {
        pk: (code, begins)
        for pk, code, begins in Post.objects.values_list("pk", "code", "valid_from")
    }
    versions = PostVersion.objects.order_by("post_id", "valid_from", "id").values_list(
        "post_id",
        "title",
        "unit_id",
        "superior_id",
        "heads_unit",
        "level",
        "headcount",
        "valid_from",
        "valid_to",
    )
    for post, title, unit, superior, heads, level, headcount, since, until in versions.iterator(
        chunk_size=5000
    ):
        before = known.posts.get(post)
        running = since <= known.day and (until is None or until > known.day)
        code, begins = rows[post]
        if before is not None and before.running:
            continue
        latest = until if running and until else since
        known.posts[post] = KnownPost(
            post, code, title, unit, superior, heads, level, headcount, begins, latest, running
        )
    for each in known.posts.values():
        known.post_codes[folded(each.code)] = each
