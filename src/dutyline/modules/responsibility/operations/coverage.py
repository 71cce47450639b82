"""Which clauses are carried by whom, and what the responsibility system lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from dutyline.kernel.criteria.lookup import catalogue_ever, clause_words, criterion
from dutyline.kernel.criteria.refusals import MissingCriterion
from dutyline.kernel.duties.models import Duty, DutyVersion, PostDuty
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.organisation.queries import PostQuerySet
from dutyline.modules.responsibility.models import DutyLead
from dutyline.modules.responsibility.operations.carrying import (
    Carried,
    carried,
    without_duties,
    without_head,
    without_lead,
)

CLAUSES = "responsibility.clauses_to_carry"
SHOWN = 50


@dataclass(frozen=True)
class ClauseRow:
    """A clause that must be carried, in words, and the titles of posts that carry it."""

    key: str
    words: str
    says: str
    carried_by: Sequence[Carried]

    @property
    def posts(self) -> int:
        """Return how many posts carry it."""
        return sum(each.posts for each in self.carried_by)


@dataclass(frozen=True)
class SharedDuty:
    """A duty nobody leads in, and the posts among which one should."""

    unit: Unit
    duty_id: int
    text: str
    posts: Sequence[Post]


@dataclass(frozen=True)
class Gaps:
    """What is missing; each list is cut at `SHOWN`."""

    clauses: Sequence[ClauseRow]
    shared: Sequence[SharedDuty]
    without_duties: Sequence[Post]
    without_head: Sequence[Unit]

    def __bool__(self) -> bool:
        """Say whether anything is."""
        return bool(self.clauses or self.shared or self.without_duties or self.without_head)


def clause_rows(paths: Sequence[str], on: date) -> list[ClauseRow]:
    """Return every clause that must be carried, with who carries it in these subtrees."""
    try:
        wanted: list[str] = criterion(CLAUSES, on)
    except MissingCriterion:
        return []
    known = catalogue_ever("clause")
    by_clause: dict[str, list[Carried]] = {}
    for each in carried(wanted, paths, on):
        by_clause.setdefault(each.clause, []).append(each)
    return [
        ClauseRow(
            key,
            clause_words(key),
            known[key].label if key in known else "",
            by_clause.get(key, []),
        )
        for key in wanted
    ]


def gaps_in(paths: Sequence[str], on: date, rows: Sequence[ClauseRow]) -> Gaps:
    """Return what the responsibility system of these subtrees lacks on a day."""
    posts = without_duties(paths, on).select_related("unit").order_by("level", "title", "id")
    units = without_head(paths, on).order_by("depth", "name", "id")
    return Gaps(
        clauses=[row for row in rows if not row.carried_by],
        shared=_shared(paths, on),
        without_duties=list(posts[:SHOWN]),
        without_head=list(units[:SHOWN]),
    )


def posts_owing(unit: Unit, duty: Duty, on: date) -> PostQuerySet:
    """Return the posts of a unit that owe a duty on a day, the highest first."""
    owed = PostDuty.objects.on(on).filter(post=OuterRef("pk"), duty=duty)
    rows: PostQuerySet = Post.objects.on(on).filter(Exists(owed), unit=unit)
    return rows.order_by("level", "id")


def _shared(paths: Sequence[str], on: date) -> list[SharedDuty]:
    found = without_lead(DutyLead.objects.all(), paths, on)[:SHOWN]
    units = Unit.objects.in_bulk({each.unit_id for each in found})
    duties = {each.duty_id for each in found}
    texts = {
        row.duty_id: row.text for row in DutyVersion.objects.filter(as_of(on), duty__in=duties)
    }
    owing = (
        Post.objects.on(on)
        .filter(as_of(on, "duties__"), unit__in=units, duties__duty__in=duties)
        .values_list("pk", "unit", "duties__duty")
    )
    rows = list(owing)
    posts = Post.objects.select_related("unit").in_bulk({row[0] for row in rows})
    among: dict[tuple[int, int], list[Post]] = {}
    for post, unit, duty in rows:
        among.setdefault((unit, duty), []).append(posts[post])
    return [
        SharedDuty(
            units[each.unit_id],
            each.duty_id,
            texts.get(each.duty_id, ""),
            sorted(among[each.unit_id, each.duty_id], key=lambda post: (post.level, post.pk)),
        )
        for each in found
    ]
