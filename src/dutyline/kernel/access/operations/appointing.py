"""Nobody gives himself rights by taking a post, raising his own, or moving others under it."""

from collections.abc import Iterable, Iterator
from datetime import date

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import CustomRole, Grant
from dutyline.kernel.access.refusals import (
    BeyondOwnRights,
    HeadsBeyondOwnRights,
    PostTakenBeyondOwnRights,
    UnitBeyondOwnRights,
)
from dutyline.kernel.access.rights import permissions_of
from dutyline.kernel.access.roles import LINE_HEAD
from dutyline.kernel.organisation.models import Appointment, Person, Post, PostVersion
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.registry import roles
from dutyline.toolkit.wording import in_a_row


def refuse_beyond_own(
    *, by: Actor, person: Person, post: Post, on: date, until: date | None
) -> None:
    """Refuse to appoint oneself to a post whose roles can do more than one may there oneself.

    What every employee may in his unit comes with any post, and stands in nobody's way.
    """
    if by.is_system or not by.is_person(person.pk):
        return
    beyond = _beyond(by, _carried(post, on, until or date.max))
    if beyond:
        raise BeyondOwnRights(post=post.title, roles=_labels(beyond))


def refuse_heading_beyond_own(*, by: Actor, post: str, unit: str, path: str) -> None:
    """Refuse to make one's own post the head of a unit who may not do there what heads may."""
    if by.is_system or all(by.can(each, path) for each in roles()[LINE_HEAD].permissions):
        return
    raise HeadsBeyondOwnRights(post=post, unit=unit, roles=_labels({LINE_HEAD: None}))


def refuse_taking_beyond_own(
    *, by: Actor, unit: str, path: str, under: str, on: date, post: str = ""
) -> None:
    """Refuse to put a unit where one's own roles reach it that can do more than one may there now.

    `post` names what moves where it is not the unit at `path` but one of its posts. A head does
    not draw a neighbour's people and records to himself; where he may do as much already, or they
    lie in his reach before and after, nothing is gained. A token moves with the rights of its
    person: what it is not given is no gain.
    """
    if by.is_system or by.person is None:
        return
    reaching = [
        (role, path)
        for role, there in _own(by.person, on)
        if under.startswith(there) and not path.startswith(there)
    ]
    beyond = _beyond(by.without_limits(), reaching)
    if beyond and post:
        raise PostTakenBeyondOwnRights(post=post, roles=_labels(beyond))
    if beyond:
        raise UnitBeyondOwnRights(unit=unit, roles=_labels(beyond))


def _beyond(by: Actor, carried: Iterable[tuple[str, str]]) -> dict[str, None]:
    """Return the roles, each once, that can do more under their path than the actor may there."""
    pairs = list(carried)
    known = permissions_of({role for role, _path in pairs})
    return {
        role: None
        for role, path in pairs
        if not all(by.can(permission, path) for permission in known.get(role, ()))
    }


def _own(person: Person, on: date) -> Iterator[tuple[str, str]]:
    """Yield what `_carried` yields for all posts a person has from a day on, and his own roles."""
    mine = Appointment.objects.filter(overlapping(on, date.max), person=person)
    for each in mine.select_related("post").order_by("id"):
        yield from _carried(each.post, max(on, each.valid_from), each.valid_to or date.max)
    grants = Grant.objects.filter(overlapping(on, date.max), person=person).order_by("id")
    yield from grants.values_list("role", "unit__path")


def _carried(post: Post, first: date, end: date) -> Iterator[tuple[str, str]]:
    """Yield the roles that come with a post, with the path each holds under."""
    heading = PostVersion.objects.filter(overlapping(first, end), post=post, heads_unit=True)
    for path in heading.order_by("id").values_list("unit__path", flat=True):
        yield LINE_HEAD, path
    grants = Grant.objects.filter(overlapping(first, end), post=post).order_by("id")
    yield from grants.values_list("role", "unit__path")


def _labels(keys: dict[str, None]) -> str:
    own = dict(CustomRole.objects.filter(key__in=keys).values_list("key", "label"))
    house = roles()
    labels = [str(house[key].label) if key in house else own.get(key, key) for key in keys]
    return in_a_row(labels)
