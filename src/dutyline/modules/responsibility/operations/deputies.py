"""Who stands in for the holder of a post: posts of the organisation, and words for others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.queries import PostQuerySet
from dutyline.modules.responsibility.models import CardDeputy, CardVersion
from dutyline.modules.responsibility.operations.content import names_of
from dutyline.modules.responsibility.operations.refusals import (
    DeputyUnknown,
    OwnDeputy,
    SeveralCalled,
    TooManyDeputies,
)
from dutyline.toolkit.spreadsheets.values.items import split_names

MOST = 10
MOST_NEAR = 30
AT_ONCE = 400
"""Names one statement asks for: each stands in it twice."""


@dataclass(frozen=True)
class Named:
    """A post, those that are to stand in for it, and those its card names already."""

    post: Post
    posts: Sequence[int]
    kept: Sequence[int]


def nameable(by: Actor, on: date) -> PostQuerySet:
    """Return the posts of a day somebody may name on a card: those he sees; units are loaded."""
    rows = Post.objects.on(on).select_related("unit")
    return visible_to(rows, by, Access.ORGANISATION_VIEW, path_field="unit__path")


def near(by: Actor, post: Post, on: date) -> Sequence[Post]:
    """Return the posts most likely to stand in.

    Those of the unit and of the one above, the heads of units below; for a head those beside.
    """
    unit = post.unit
    around = Q(unit=unit) | Q(unit__parent=unit, heads_unit=True)
    if unit.parent_id is not None:
        around |= Q(unit=unit.parent_id)
        if post.heads_unit:
            around |= Q(unit__parent=unit.parent_id, heads_unit=True)
    rows = nameable(by, on).filter(around).exclude(pk=post.pk)
    return list(rows.order_by("unit__path", "level", "id")[:MOST_NEAR])


def posts_called(by: Actor, names: Iterable[str], on: date) -> dict[str, list[Post]]:
    """Return by code, and by title, the posts somebody may name."""
    asked = sorted({each for name in names for each in (name, *parts_of(name))})
    found: dict[str, list[Post]] = {}
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        rows = nameable(by, on).filter(Q(code__in=some) | Q(title__in=some))
        for post in rows.order_by("id"):
            for name in {post.code, post.title}:
                found.setdefault(name, []).append(post)
    # A code means its post, whatever else has it for a title.
    return {
        name: [each for each in posts if each.code == name] or posts
        for name, posts in found.items()
    }


def meant(
    lines: Iterable[str], found: Mapping[str, Sequence[Post]], kept: Mapping[str, int]
) -> list[int]:
    """Return the posts lines name, each one post or several; `kept` by code, wherever they lie.

    Raises DeputyUnknown and SeveralCalled.
    """
    posts = []
    for line in lines:
        whole = line in found or line in kept
        for name in [line] if whole else parts_of(line):
            if name in kept:
                posts.append(kept[name])
                continue
            called = found.get(name, [])
            if not called:
                raise DeputyUnknown(post=name)
            if len(called) > 1:
                raise SeveralCalled(post=name)
            posts.append(called[0].pk)
    return list(dict.fromkeys(posts))


def parts_of(line: str) -> Sequence[str]:
    """Return what a line names, where it names several."""
    return split_names(line)


def deputies_of(versions: Sequence[int]) -> dict[int, list[int]]:
    """Return by version the posts that stand in, in the order they were named; one statement."""
    found: dict[int, list[int]] = {version: [] for version in versions}
    rows = CardDeputy.objects.filter(version__in=versions).order_by("id")
    for version, post in rows.values_list("version", "post"):
        found[version].append(post)
    return found


def who_stands_in(version: CardVersion) -> list[str]:
    """Return who stands in, a line each: posts as the version names them, then words."""
    posts = list(version.deputy_posts.order_by("id").values_list("title", flat=True))
    return [*posts, version.deputies] if version.deputies else posts


def require_deputies(by: Actor, named: Sequence[Named], on: date) -> None:
    """Refuse posts that do not exist on a day or lie out of reach; what a card has, it may keep."""
    for each in named:
        require_number(each.post, each.posts)
    new = {post for each in named for post in set(each.posts).difference(each.kept)}
    if not new:
        return
    here = set(nameable(by, on).filter(pk__in=new).values_list("pk", flat=True))
    if missing := new - here:
        raise DeputyUnknown(post=min(missing))


def require_number(post: Post, posts: Sequence[int]) -> None:
    """Refuse too many posts, and the post itself."""
    if len(set(posts)) > MOST:
        raise TooManyDeputies(most=MOST)
    if post.pk in posts:
        raise OwnDeputy(post=post.title)


def put_deputies(chosen: Mapping[int, Sequence[int]], on: date) -> None:
    """Write which posts stand in on each version, named as on a day; a few statements for all."""
    before: dict[int, list[tuple[int, str]]] = {version: [] for version in chosen}
    rows = CardDeputy.objects.filter(version__in=chosen).order_by("id")
    for version, post, title in rows.values_list("version", "post", "title"):
        before[version].append((post, title))
    posts = {post for each in chosen.values() for post in each}
    names = names_of(posts, on) if posts else {}
    after = {
        version: [(post, names[post]) for post in dict.fromkeys(each)]
        for version, each in chosen.items()
    }
    changed = [version for version, said in after.items() if said != before[version]]
    if not changed:
        return
    CardDeputy.objects.filter(version__in=changed).delete()
    CardDeputy.objects.bulk_create(
        CardDeputy(version_id=version, post_id=post, title=title)
        for version in changed
        for post, title in after[version]
    )
