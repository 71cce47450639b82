"""Whom a file may be about, and how far whoever asks may look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.calendar import midnight, zone_of_path
from dutyline.kernel.organisation.models import Appointment, Person, Post, PostVersion, Unit
from dutyline.kernel.organisation.paths import outermost, within
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.registry import FileAbout
from dutyline.modules.diligence.models import Kind
from dutyline.modules.diligence.permissions import Diligence


@dataclass(frozen=True)
class Subject:
    """Somebody or something a file may be about; `path` is where it lies today, "" of nobody's."""

    kind: str
    id: int
    name: str
    path: str
    own: bool = False


def subject_for(actor: Actor, kind: str, pk: int) -> Subject | None:
    """Return the subject if the actor may ask for a file about it, else None.

    Oneself always; others where the permission is held over a unit they hold or held a post in.
    """
    paths = actor.paths(Diligence.ASK)
    if kind == Kind.PERSON:
        return _person(actor, pk, paths)
    if kind == Kind.POST:
        post = Post.objects.filter(within(paths, "unit__path"), pk=pk).select_related("unit")
        return next((Subject(kind, pk, row.with_unit, row.unit.path) for row in post), None)
    if kind == Kind.UNIT:
        unit = Unit.objects.filter(within(paths), pk=pk)
        return next((Subject(kind, pk, row.name, row.path) for row in unit), None)
    return None


def _person(actor: Actor, pk: int, paths: tuple[str, ...]) -> Subject | None:
    own = actor.is_person(pk) and actor.given(Diligence.ASK)
    held = Appointment.objects.filter(person=pk).select_related("post__unit")
    # Of another only what lies in reach may decide anything, be it the time zone.
    rows = held if own else held.filter(within(paths, "post__unit__path"))
    last = rows.order_by("-valid_from", "acting", "id").first()
    person = Person.objects.filter(pk=pk).first()
    if person is None or (last is None and not own):
        return None
    return Subject(Kind.PERSON, pk, person.name, last.post.unit.path if last else "", own)


def about(actor: Actor, subject: Subject, first: date, last: date) -> FileAbout | None:
    """Return what the file is about for these days; None where it would be out of reach then."""
    end = last + timedelta(days=1)
    paths = actor.paths(Diligence.ASK)
    if subject.kind == Kind.PERSON and not subject.own:
        held = Appointment.objects.filter(
            overlapping(first, end), within(paths, "post__unit__path"), person=subject.id
        )
        if not held.exists():
            return None
    zone = zone_of_path(subject.path)
    return FileAbout(
        kind=subject.kind,
        id=subject.id,
        path="" if subject.kind == Kind.PERSON else subject.path,
        first=first,
        end=end,
        starts_at=midnight(first, zone),
        ends_at=midnight(end, zone),
        paths=paths,
        whole=subject.own,
    )


def concerned_by(asked: FileAbout) -> list[Person]:
    """Return who can see that it was asked for: himself, holders of the post, heads of the unit."""
    if asked.kind == Kind.PERSON:
        return list(Person.objects.filter(pk=asked.id))
    held = Q(post=asked.id)
    if asked.kind == Kind.UNIT:
        heads = PostVersion.objects.filter(
            overlapping(asked.first, asked.end), unit=asked.id, heads_unit=True
        )
        held = Q(post__in=heads.values("post"))
    rows = Appointment.objects.filter(held, overlapping(asked.first, asked.end))
    return list(Person.objects.filter(pk__in=rows.values("person")).order_by("id"))


def meet(some: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the subtrees that lie in both."""
    known = list(others)
    both = (max(a, b, key=len) for a in some for b in known if a.startswith(b) or b.startswith(a))
    return outermost(both)
