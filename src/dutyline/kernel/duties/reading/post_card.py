"""What a post owes by its card."""

from collections.abc import Collection
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
    return duties_of_posts([post_id], on).get(post_id, [])


def duties_of_posts(post_ids: Collection[int], on: date) -> dict[int, list[PostDutyRow]]:
    """Return by post the duties it owes on a day, the weightiest first, in two statements.

    A post that owes nothing is left out.
    """
    owing = list(PostDuty.objects.on(on).filter(post__in=post_ids).order_by("id"))
    versions = {
        each.duty_id: each
        for each in DutyVersion.objects.filter(
            as_of(on), duty__in={each.duty_id for each in owing}
        ).select_related("duty")
    }
    rows: dict[int, list[PostDutyRow]] = {}
    for each in owing:
        version = versions.get(each.duty_id)
        if version is not None:
            row = PostDutyRow(each.duty_id, version.duty.key, each.valid_from, version)
            rows.setdefault(each.post_id, []).append(row)
    for of_post in rows.values():
        of_post.sort(key=lambda row: (-row.version.weight, row.key, row.version.pk))
    return rows
