"""Writes the appointments of an import."""

from datetime import datetime

from dutyline.kernel.organisation.imports.plan import Begin, Plan
from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.kernel.organisation.operations.endings import end_appointments
from dutyline.kernel.organisation.operations.versions import PART, reaching_past
from dutyline.kernel.organisation.ports import Act, By, require_appointable


def write_appointments(plan: Plan, by: By, at: datetime, reason: str, acts: list[Act]) -> None:
    """End, begin and re-share appointments; people and posts are there already."""
    ending = [held.pk for held in plan.end]
    ending += [held.pk for held, _share in plan.reshare if held.begins < plan.day]
    for start in range(0, len(ending), PART):
        part = Appointment.objects.filter(pk__in=ending[start : start + PART])
        rows = reaching_past(part, plan.day).select_related("person", "post__unit")
        end_appointments(by, list(rows.order_by("id")), plan.day, at, reason)
    fresh = [
        Appointment(
            person_id=each.person.pk,
            post_id=each.post.pk,
            share=each.share,
            valid_from=plan.day,
            valid_to=each.until,
        )
        for each in plan.begin
    ]
    for held, share in plan.reshare:
        if held.begins == plan.day:
            Appointment.objects.filter(pk=held.pk).update(share=share)
            continue
        fresh.append(
            Appointment(person_id=held.person, post_id=held.post, share=share, valid_from=plan.day)
        )
    for each in fresh:
        if by.person is not None and each.person_id == by.person.pk:
            post = Post.objects.select_related("unit").get(pk=each.post_id)
            require_appointable(
                by=by, person=by.person, post=post, on=each.valid_from, until=each.valid_to
            )
    _create(fresh, plan)
    acts += [_act(each, plan, reason) for each in plan.begin]


def _create(fresh: list[Appointment], plan: Plan) -> None:
    """Create appointments; one ended on this very day by an earlier file is taken up again."""
    ended: dict[tuple[int, int], int] = {
        (person, post): pk
        for pk, person, post in Appointment.objects.filter(
            valid_from=plan.day, valid_to=plan.day, acting=False
        ).values_list("pk", "person_id", "post_id")
    }
    again = [each for each in fresh if (each.person_id, each.post_id) in ended]
    for each in again:
        Appointment.objects.filter(pk=ended[each.person_id, each.post_id]).update(
            valid_to=each.valid_to, share=each.share
        )
    Appointment.objects.bulk_create(
        [each for each in fresh if (each.person_id, each.post_id) not in ended], PART
    )


def _act(each: Begin, plan: Plan, reason: str) -> Act:
    return Act(
        "organisation.appointed",
        "organisation.person",
        each.person.pk,
        each.person.name,
        each.post.node.path,
        reason,
        {
            "post": each.post.title,
            "unit": each.post.node.name,
            "day": plan.day.isoformat(),
            "post_id": each.post.pk,
        },
    )
