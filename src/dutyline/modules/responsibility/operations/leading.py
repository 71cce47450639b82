"""Saying which of several posts leads in a duty."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import Duty, PostDuty
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.models import DutyLead
from dutyline.modules.responsibility.operations.refusals import DutyNotOwed
from dutyline.modules.responsibility.permissions import Responsibility


@transaction.atomic
def name_lead(*, by: Actor, post: Post, duty: Duty, on: date, at: datetime) -> DutyLead:
    """Let a post lead in a duty that others of its unit owe as well; who led before does no more.

    Raises DutyNotOwed where the post does not owe it on the day.
    """
    by.require(Responsibility.CARD_WRITE, post.unit.path)
    if not PostDuty.objects.on(on).filter(post=post, duty=duty).exists():
        raise DutyNotOwed(post=post.title)
    standing = DutyLead.objects.select_for_update().filter(
        unit=post.unit_id, duty=duty.key, ended_at=None
    )
    for lead in standing:
        if lead.post_id == post.pk:
            return lead
        lead.ended_at = at
        lead.save(update_fields=["ended_at"])
    lead = DutyLead.objects.create(
        unit=post.unit, duty=duty.key, post=post, named_at=at, named_by_name=by.name
    )
    version = duty.versions.filter(valid_from__lte=on).order_by("-valid_from").first()
    record(
        by=by,
        verb="responsibility.lead_named",
        subject=("organisation.post", post.pk, post.title),
        unit_path=post.unit.path,
        at=at,
        duty=version.text if version else duty.key,
    )
    return lead
