"""Which posts carry which clause, and where the responsibility system has a gap."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from dutyline.kernel.duties.models import Area, DutyVersion, PostDuty
from dutyline.kernel.organisation.models import Post, PostVersion, Unit
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.organisation.queries import PostQuerySet, UnitQuerySet
from dutyline.modules.responsibility.models import CardClause

SHARED = (Area.UNIT, Area.SUBTREE, Area.PLACES)
"""Areas of a duty about the unit, not about the holder's own acts: one must lead there."""
IN_A_UNIT = "post__unit__path"
OF_CARD = "version__card__post"


@dataclass(frozen=True)
class Carried:
    """Posts of one title that carry a clause: how many, and one of them to look at."""

    clause: str
    title: str
    posts: int
    measured: bool
    """By a duty that comes due; otherwise only the words of the card carry it."""


@dataclass(frozen=True)
class Shared:
    """A duty several posts of one unit owe for the unit."""

    unit_id: int
    duty_id: int
    posts: int


def carried(clauses: Collection[str], paths: Sequence[str], on: date) -> list[Carried]:
    """Return who carries each clause on a day, by titles of posts, in two statements.

    By a duty the post owes, or by the words of its card in force; each post counts once a clause.
    """
    duties = (
        PostDuty.objects.on(on)
        .filter(
            within(paths, IN_A_UNIT),
            as_of(on, "duty__versions__"),
            as_of(on, "post__"),
            duty__versions__basis__in=clauses,
        )
        .values("duty__versions__basis", "post__title")
        .annotate(posts=Count("post", distinct=True))
        .order_by("duty__versions__basis", "post__title")
    )
    owed = PostDuty.objects.on(on).filter(
        as_of(on, "duty__versions__"),
        post=OuterRef(OF_CARD),
        duty__versions__basis=OuterRef("clause"),
    )
    cards = (
        CardClause.objects.filter(
            within(paths, f"{OF_CARD}__unit__path"),
            as_of(on, "version__"),
            as_of(on, f"{OF_CARD}__"),
            ~Exists(owed),
            clause__in=clauses,
        )
        .values("clause", f"{OF_CARD}__title")
        .annotate(posts=Count(OF_CARD, distinct=True))
        .order_by("clause", f"{OF_CARD}__title")
    )
    return [
        Carried(row["duty__versions__basis"], row["post__title"], row["posts"], measured=True)
        for row in duties
    ] + [
        Carried(row["clause"], row[f"{OF_CARD}__title"], row["posts"], measured=False)
        for row in cards
    ]


def posts_carrying(clause: str, paths: Sequence[str], on: date) -> PostQuerySet:
    """Return the posts that owe a duty resting on a clause on a day, or whose card carries it."""
    owed = PostDuty.objects.on(on).filter(
        as_of(on, "duty__versions__"), post=OuterRef("pk"), duty__versions__basis=clause
    )
    said = CardClause.objects.filter(
        as_of(on, "version__"), version__card__post=OuterRef("pk"), clause=clause
    )
    rows: PostQuerySet = Post.objects.on(on).within(paths)
    return rows.filter(Exists(owed) | Exists(said))


def without_duties(paths: Sequence[str], on: date) -> PostQuerySet:
    """Return the posts that owe nothing on a day."""
    owed = PostDuty.objects.on(on).filter(post=OuterRef("pk"))
    rows: PostQuerySet = Post.objects.on(on).within(paths).filter(~Exists(owed))
    return rows


def without_head(paths: Sequence[str], on: date) -> UnitQuerySet:
    """Return the units that exist on a day and have no post that heads them."""
    heads = PostVersion.objects.on(on).filter(unit=OuterRef("pk"), heads_unit=True)
    rows: UnitQuerySet = Unit.objects.on(on).within(paths).filter(~Exists(heads))
    return rows


def without_lead(leads: QuerySet, paths: Sequence[str], on: date) -> list[Shared]:
    """Return the duties two and more posts of a unit owe for the unit where nobody leads.

    `leads` are the rows that say who leads. At most 200, by unit.
    """
    named = leads.filter(ended_at=None, unit=OuterRef("post__unit"), duty=OuterRef("duty__key"))
    shared = DutyVersion.objects.filter(as_of(on), duty=OuterRef("duty"), area__in=SHARED)
    rows = (
        PostDuty.objects.on(on)
        .filter(within(paths, IN_A_UNIT), as_of(on, "post__"), Exists(shared), ~Exists(named))
        .values("post__unit", "duty")
        .annotate(posts=Count("post", distinct=True))
        .filter(posts__gt=1)
        .order_by("post__unit", "duty")[:200]
    )
    return [Shared(row["post__unit"], row["duty"], row["posts"]) for row in rows]
