"""The line of command on any day: who is above whom, who heads what, who holds what.

A post reports to the superior named in it. Where none is named, or that one does not exist on the
day, it reports to the head of its unit; a head reports to the head of the unit above. Units
without a head are climbed over. A vacant head post is still the superior.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dutyline.kernel.organisation.models import (
    Appointment,
    Post,
    PostVersion,
    Unit,
    UnitVersion,
)
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.queries import PostVersionQuerySet, UnitVersionQuerySet


@dataclass
class Branch:
    """A unit as it was on a day, with the units under it by name."""

    unit_id: int
    name: str
    kind: str
    path: str
    children: list["Branch"] = field(default_factory=list)


def superior_of(post: Post, on: date) -> Post | None:
    """Return the post this one reports to on a day; None at the top, or where it did not exist."""
    version = PostVersion.objects.on(on).filter(post=post).first()
    if version is None:
        return None
    if version.superior_id is not None:
        named = PostVersion.objects.on(on).filter(post=version.superior_id)
        if named.exists():
            return Post.objects.get(pk=version.superior_id)
    path = _path_on(version.unit_id, on)
    line = ancestors(path) if path else []
    return _nearest(line[:-1] if version.heads_unit else line, on)


def chain_of(post: Post, on: date) -> list[Post]:
    """Return the superiors of a post on a day, the nearest first; a circle ends where it closes."""
    chain: list[Post] = []
    seen = {post.pk}
    above = superior_of(post, on)
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        chain.append(above)
        above = superior_of(above, on)
    return chain


def superiors_on(day: date) -> dict[int, int | None]:
    """Return every post's superior on a day by id: the whole enterprise in two statements."""
    paths = dict(UnitVersion.objects.on(day).values_list("unit_id", "path"))
    posts = list(
        PostVersion.objects.on(day).values_list("post_id", "unit_id", "superior_id", "heads_unit")
    )
    return resolve_superiors(paths, posts)


def resolve_superiors(
    paths: dict[int, str], posts: Iterable[tuple[int, int, int | None, bool]]
) -> dict[int, int | None]:
    """Work out who reports to whom from unit paths and (post, unit, named superior, heads)."""
    posts = list(posts)
    known = {post for post, _, _, _ in posts}
    heads = {unit: post for post, unit, _, heads_unit in posts if heads_unit}
    superiors: dict[int, int | None] = {}
    for post, unit, named, heads_unit in posts:
        if named in known:
            superiors[post] = named
            continue
        line = ancestors(paths[unit]) if unit in paths else []
        line = line[:-1] if heads_unit else line
        superiors[post] = next((heads[each] for each in reversed(line) if each in heads), None)
    return superiors


def head_of(unit: Unit, on: date) -> Post | None:
    """Return the post that heads this very unit on a day, held or vacant."""
    version = (
        PostVersion.objects.on(on)
        .filter(unit=unit, heads_unit=True)
        .select_related("post")
        .order_by("id")
        .first()
    )
    return version.post if version else None


def nearest_head(unit: Unit, on: date) -> Post | None:
    """Return the post that heads a unit on a day, or the next unit above that has a head."""
    path = _path_on(unit.pk, on)
    return _nearest(ancestors(path) if path else [], on)


def holders_of(post: Post, on: date) -> list[Appointment]:
    """Return who holds a post on a day: full holders first, then those acting; empty if vacant."""
    return list(
        Appointment.objects.on(on)
        .filter(post=post)
        .select_related("person", "post")
        .order_by("acting", "valid_from", "id")
    )


def tree_on(day: date, root: Unit) -> Branch | None:
    """Return the tree under a unit as it was on a day; None where the unit did not exist."""
    top = _path_on(root.pk, day)
    if not top:
        return None
    versions = UnitVersion.objects.on(day).within([top]).order_by("name", "unit_id")
    branches = {
        each.unit_id: Branch(each.unit_id, each.name, each.kind, each.path) for each in versions
    }
    for branch in branches.values():
        above = ancestors(branch.path)[:-1]
        if above and above[-1] in branches:
            branches[above[-1]].children.append(branch)
    return branches[root.pk]


def units_on(day: date, paths: Iterable[str] = ("/",)) -> UnitVersionQuerySet:
    """Return the units that existed on a day in these subtrees of that day, as they were then."""
    return UnitVersion.objects.on(day).within(paths)


def posts_on(day: date, paths: Iterable[str] = ("/",)) -> PostVersionQuerySet:
    """Return the posts that existed on a day in these subtrees of that day, as they were then."""
    return PostVersion.objects.on(day).within(paths, day)


def _path_on(unit_id: int, day: date) -> str:
    found = UnitVersion.objects.on(day).filter(unit=unit_id).values_list("path", flat=True).first()
    return found or ""


def _nearest(line: list[int], on: date) -> Post | None:
    heads = {
        version.unit_id: version.post
        for version in PostVersion.objects.on(on)
        .filter(heads_unit=True, unit__in=line)
        .select_related("post")
    }
    return next((heads[unit] for unit in reversed(line) if unit in heads), None)
