"""What a post owes by its card."""

from dataclasses import dataclass
from datetime import date

from dutyline.kernel.duties.models import DutyVersion, PostDuty
from dutyline.kernel.organisation.periods import as_of


@dataclass(frozen=True, slots=True)
class PostDutyRow:
    """A duty of a post in force on a day, and since when the post owes it."""

    duty_id: int
    key: str
    since: date
    version: DutyVersion


def duties_of(post_id: int, on: date) -> list[PostDutyRow]:
    """Return the duties a post owes on a day, the weightiest first, in two statements."""
    owing = {
        each.duty_id: each
        for each in PostDuty.objects.on(on).filter(post=post_id).select_related("duty")
    }
    versions = (
        DutyVersion.objects.filter(as_of(on), duty__in=owing)
        .select_related("duty")
        .order_by("-weight", "duty__key", "id")
    )
    return [
        PostDutyRow(each.duty_id, each.duty.key, owing[each.duty_id].valid_from, each)
        for each in versions
    ]
