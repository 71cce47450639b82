"""What a draft starts with: words of the standard post, duties as data, the place of the post."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.duties.models import DutyVersion
from dutyline.kernel.duties.reading import PostDutyRow, duties_of_posts
from dutyline.kernel.organisation.line import superiors_on
from dutyline.kernel.organisation.models import Post, PostVersion
from dutyline.modules.responsibility.models import COLUMNS, LANGUAGES, CardVersion, Part
from dutyline.modules.responsibility.rules.comparing import sentences

LINES = "card_line"
"""The catalogue a draft takes its words from."""

FROZEN = ("text_en", "text_zh", "basis", "measure", "cadence", "evidence_kind", "indicator")


@dataclass(frozen=True)
class Content:
    """What a version holds beside its state: columns of words, duties, clauses, place."""

    words: dict[str, str] = field(default_factory=dict)
    duties: list[dict[str, Any]] = field(default_factory=list)
    place: dict[str, Any] = field(default_factory=dict)
    lines: Sequence[CatalogueItem] = ()
    """The lines that were meant for the post, with their sources."""


def contents_of(posts: Sequence[Post], on: date) -> dict[int, Content]:
    """Return what a card of each post would hold on a day, in a fixed number of statements."""
    lines = catalogue(LINES, on)
    owed = duties_of_posts([post.pk for post in posts], on)
    places = places_of(posts, on)
    meant = {post.pk: lines_for(post, lines) for post in posts}
    return {
        post.pk: Content(
            words_of(meant[post.pk]),
            frozen(owed.get(post.pk, [])),
            places.get(post.pk, {}),
            meant[post.pk],
        )
        for post in posts
    }


def lines_for(post: Post, lines: Iterable[CatalogueItem]) -> list[CatalogueItem]:
    """Return the lines for a post: of its standard post, of its level, and of every post.

    A line names standard posts, levels, or neither: then it is for all. One that stands in
    (`otherwise`) counts only where the part has no other.
    """
    meant = [line for line in lines if _meant(line, post)]
    spoken = {line.data["section"] for line in meant if not line.data.get("otherwise")}
    return [
        line
        for line in meant
        if not line.data.get("otherwise") or line.data["section"] not in spoken
    ]


def clauses_of(
    words: Mapping[str, str], content: Content, clauses: Iterable[CatalogueItem]
) -> list[str]:
    """Return the clauses a card carries: of its duties, and of the lines that still stand in it.

    A line somebody wrote anew cites nothing: whether it still says what the clause asks is for
    people to judge.
    """
    standing = {line for text in words.values() for line in sentences(text)}
    known = {(each.instrument_en, each.clause_en): each.key for each in clauses}
    cited = {each["basis"] for each in content.duties if each["basis"]}
    for line in content.lines:
        key = known.get((line.instrument_en, line.clause_en)) if line.clause_en else None
        if key and (line.label_en in standing or line.label_zh in standing):
            cited.add(key)
    return sorted(cited)


def take_over(
    version: CardVersion, content: Content, clauses: Iterable[CatalogueItem]
) -> CardVersion:
    """Write duties, place and clauses of a day into a version; its own words stay."""
    words = {name: getattr(version, name) for name in COLUMNS}
    version.duties, version.place = content.duties, content.place
    version.clauses = clauses_of(words, content, clauses)
    return version


def words_of(lines: Iterable[CatalogueItem]) -> dict[str, str]:
    """Return lines as the columns of words of a version."""
    said: dict[str, list[str]] = {}
    for line in lines:
        part = line.data["section"]
        if part in Part.values:
            said.setdefault(f"{part}_en", []).append(line.label_en)
            said.setdefault(f"{part}_zh", []).append(line.label_zh)
    return {
        f"{part}_{language}": "\n".join(filter(None, said.get(f"{part}_{language}", [])))
        for part in Part.values
        for language in LANGUAGES
    }


def frozen(rows: Iterable[PostDutyRow]) -> list[dict[str, Any]]:
    """Return duties as a card keeps them: key, version, words and what is asked."""
    return [_frozen(row.key, row.version) for row in rows]


def places_of(posts: Sequence[Post], on: date) -> dict[int, dict[str, Any]]:
    """Return where each post stands on a day: unit, superior, whom it leads directly.

    Titles as they are that day. A post that does not exist then is left out.
    """
    superiors = superiors_on(on)
    wanted = {post.pk for post in posts}
    above = {post: superior for post, superior in superiors.items() if post in wanted}
    led: dict[int, list[int]] = {}
    for post, superior in superiors.items():
        if superior in wanted and superior is not None:
            led.setdefault(superior, []).append(post)
    named = (
        wanted | {each for each in above.values() if each} | {p for ps in led.values() for p in ps}
    )
    titles = {
        each.post_id: (each.title, each.unit.name, each.level, each.unit_id)
        for each in PostVersion.objects.on(on).filter(post__in=named).select_related("unit")
    }
    return {
        post: {
            "unit": titles[post][1],
            "unit_id": titles[post][3],
            "level": titles[post][2],
            "superior": _title(titles, above[post]),
            "superior_post": above[post],
            "leads": sorted(_title(titles, each) for each in led.get(post, []) if each in titles),
        }
        for post in above
        if post in titles
    }


def names_of(posts: Iterable[int], on: date) -> dict[int, str]:
    """Return posts by id as cards name them on a day; of one that is no more, its last name."""
    wanted = set(posts)
    dated = PostVersion.objects.on(on).filter(post__in=wanted).select_related("unit")
    names = {each.post_id: named(each.title, each.unit.name) for each in dated}
    others = Post.objects.filter(pk__in=wanted - names.keys()).select_related("unit")
    return names | {each.pk: named(each.title, each.unit.name) for each in others}


def named(title: str, unit: str) -> str:
    """Return a post as cards name it, with its unit."""
    # A title that names its unit would say it twice.
    return title if unit in title else f"{title} · {unit}"


def _meant(line: CatalogueItem, post: Post) -> bool:
    posts, levels = line.data.get("posts") or [], line.data.get("levels") or []
    if not posts and not levels:
        return True
    return post.standard in posts if post.standard and posts else str(post.level) in levels


def _frozen(key: str, version: DutyVersion) -> dict[str, Any]:
    told: dict[str, Any] = {"key": key, "number": version.number}
    told |= {name: getattr(version, name) for name in FROZEN}
    return told | {"amount": str(version.amount.normalize())}


def _title(titles: dict[int, tuple[str, str, int, int]], post: int | None) -> str:
    if post is None or post not in titles:
        return ""
    title, unit, _level, _unit_id = titles[post]
    return named(title, unit)
