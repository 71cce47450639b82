"""How posts are held: by whom, in which shares, and since when nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, Max, OuterRef

from dutyline.kernel.organisation.models import Appointment, Post, Unit
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of

MOST = 30


@dataclass(frozen=True)
class Staffed:
    """A post with who holds it today; `vacant_since` is None where it never was held."""

    post: Post
    holders: Sequence[Appointment]
    vacant_since: date | None

    @property
    def held(self) -> Decimal:
        """Return the shares held, without those who only act."""
        return sum((each.share for each in self.holders if not each.acting), Decimal(0))

    @property
    def short(self) -> bool:
        """Say whether fewer hold it than are planned, but somebody does."""
        return 0 < self.held < self.post.headcount


def staffed(posts: Sequence[Post], holders: Mapping[int, Sequence[Appointment]]) -> list[Staffed]:
    """Return posts with their holders, and since when the empty ones are vacant."""
    empty = [post.pk for post in posts if not holders.get(post.pk)]
    ended = dict(
        Appointment.objects.filter(post__in=empty, acting=False)
        .values_list("post")
        .annotate(last=Max("valid_to"))
    )
    return [Staffed(post, holders.get(post.pk, []), ended.get(post.pk)) for post in posts]


def vacant_posts(unit: Unit, on: date) -> list[Post]:
    """Return posts nobody holds or acts in, in the unit and under it, the highest first."""
    held = Appointment.objects.filter(as_of(on), post=OuterRef("pk"))
    rows = Post.objects.filter(as_of(on), within([unit.path], "unit__path")).filter(~Exists(held))
    return list(rows.select_related("unit").order_by("level", "unit__path", "id")[:MOST])
