"""Finds the rows by which whoever imports a file would give himself rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dutyline.kernel.organisation.imports.plan import Begin, Plan, PostPlan, path_over
from dutyline.kernel.organisation.models import Appointment, Post, Unit
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.ports import (
    By,
    require_appointable,
    require_headable,
    require_takeable,
)
from dutyline.kernel.registry import Refusal


@dataclass(frozen=True)
class OwnGain:
    """Why a row is refused: the column to look at, the reason, what stands there."""

    column: str
    reason: str
    value: str


def own_gains(plan: Plan, by: By) -> dict[int, OwnGain]:
    """Return the rows that would give the actor rights: by a post of his, or by one moved to him.

    All rows of such a post are named: refused together they leave it as it was.
    """
    if by.person is None or by.is_system:
        return {}
    me = by.person.pk
    begins = {
        each.post: each for each in plan.begin if each.person.known and each.person.known.pk == me
    }
    ending = {each.pk for each in plan.end}
    mine = Appointment.objects.filter(overlapping(plan.day, date.max), person=by.person)
    held = {post for pk, post in mine.values_list("pk", "post") if pk not in ending}
    found: dict[int, OwnGain] = {}
    free: set[tuple[int, str]] = set()
    for post in plan.posts:
        gain = _gain(plan, post, begins, held, by) or _taken(plan, post, by, free)
        if gain is not None:
            found |= dict.fromkeys(post.rows, gain)
    return found


def _gain(
    plan: Plan, post: PostPlan, begins: Mapping[PostPlan, Begin], held: set[int], by: By
) -> OwnGain | None:
    begin = begins.get(post)
    stays = post.known is not None and post.known.pk in held
    try:
        if begin is not None and post.known is not None and by.person is not None:
            row = Post.objects.select_related("unit").get(pk=post.known.pk)
            require_appointable(by=by, person=by.person, post=row, on=plan.day, until=begin.until)
        if post.heads and (begin is not None or (stays and not _heads_already(post))):
            unit = post.node
            require_headable(by=by, post=post.title, unit=unit.name, path=path_over(unit))
    except Refusal as refusal:
        if begin is not None:
            return OwnGain("holder_name", str(refusal), begin.person.name)
        return OwnGain("heads_unit", str(refusal), post.title)
    return None


def _taken(plan: Plan, post: PostPlan, by: By, free: set[tuple[int, str]]) -> OwnGain | None:
    """Say why the actor may not move a post to where his own rights would reach it.

    `free` keeps from where to where posts may go, so that thousands of them are not asked about.
    """
    known, there = post.known, post.node.known
    if known is None or not known.running or (there is not None and there.pk == known.unit):
        return None
    under = path_over(post.node)
    if (known.unit, under) in free:
        return None
    here = Unit.objects.get(pk=known.unit)
    try:
        require_takeable(
            by=by, unit=here.name, path=here.path, under=under, on=plan.day, post=post.title
        )
    except Refusal as refusal:
        return OwnGain("unit_1", str(refusal), post.node.name)
    free.add((known.unit, under))
    return None


def _heads_already(post: PostPlan) -> bool:
    known, unit = post.known, post.node.known
    return bool(known and known.heads and unit and known.unit == unit.pk)
