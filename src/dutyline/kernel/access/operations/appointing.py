"""Nobody gives himself rights by taking a post that carries them, or by raising his own."""

from collections.abc import Iterator
from datetime import date

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import CustomRole, Grant
from dutyline.kernel.access.refusals import BeyondOwnRights, HeadsBeyondOwnRights
from dutyline.kernel.access.rights import permissions_of
from dutyline.kernel.access.roles import LINE_HEAD
from dutyline.kernel.organisation.models import Person, Post, PostVersion
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
    carried = list(_carried(post, on, until or date.max))
    known = permissions_of({role for role, _path in carried})
    beyond = [
        role
        for role, path in carried
        if not all(by.can(permission, path) for permission in known.get(role, ()))
    ]
    if beyond:
        raise BeyondOwnRights(post=post.title, roles=_labels(dict.fromkeys(beyond)))


def refuse_heading_beyond_own(*, by: Actor, post: str, unit: str, path: str) -> None:
    """Refuse to make one's own post the head of a unit who may not do there what heads may."""
    if by.is_system or all(by.can(each, path) for each in roles()[LINE_HEAD].permissions):
        return
    raise HeadsBeyondOwnRights(post=post, unit=unit, roles=_labels({LINE_HEAD: None}))


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
