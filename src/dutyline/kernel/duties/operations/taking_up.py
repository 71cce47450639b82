"""Posts take duties up and give them up."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Duty, DutyVersion, PostDuty
from dutyline.kernel.duties.refusals import AlreadyOwed, DutyEnded, NotOwed
from dutyline.kernel.duties.sql.standard import give_standard_duties, give_standard_duties_to
from dutyline.kernel.history.operations import Act, record, record_many
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.periods import overlapping
from dutyline.toolkit.wording import both


@transaction.atomic
def take_up_duty(*, by: Actor, post: Post, duty: Duty, on: date, at: datetime) -> PostDuty:
    """Let a post owe a duty from the day `on`; the running period is owed from then, prorated."""
    by.require(Access.DUTIES_MANAGE, post.unit.path)
    version = DutyVersion.objects.filter(duty=duty).order_by("-number").first()
    if version is None or (version.valid_to is not None and version.valid_to <= on):
        raise DutyEnded(key=duty.key)
    if PostDuty.objects.filter(overlapping(on, date.max), post=post, duty=duty).exists():
        raise AlreadyOwed(post=post)
    # Given up on the day it was taken up, it was never owed: that row begins again.
    owing, _new = PostDuty.objects.update_or_create(
        post=post, duty=duty, valid_from=on, defaults={"valid_to": None}
    )
    record(
        by=by,
        verb="duties.taken_up",
        subject=("organisation.post", post.pk, post.title),
        unit_path=post.unit.path,
        at=at,
        duty=both(version, "text"),
        duty_id=duty.pk,
        day=on.isoformat(),
    )
    return owing


@transaction.atomic
def give_up_duty(
    *, by: Actor, post: Post, duty: Duty, on: date, at: datetime, reason: str = ""
) -> PostDuty:
    """End a post's owing a duty; `on` is the first day it is no longer owed."""
    by.require(Access.DUTIES_MANAGE, post.unit.path)
    owing = (
        PostDuty.objects.select_for_update()
        .filter(overlapping(on, date.max), post=post, duty=duty, valid_to=None)
        .first()
    )
    if owing is None:
        raise NotOwed(post=post, day=on)
    owing.valid_to = max(on, owing.valid_from)
    owing.save(update_fields=["valid_to"])
    version = DutyVersion.objects.filter(duty=duty).order_by("-number").first()
    record(
        by=by,
        verb="duties.given_up",
        subject=("organisation.post", post.pk, post.title),
        unit_path=post.unit.path,
        at=at,
        reason=reason,
        duty=both(version, "text") if version else duty.key,
        duty_id=duty.pk,
        day=on.isoformat(),
    )
    return owing


@transaction.atomic
def apply_standard_duties(
    *, by: Actor, on: date, at: datetime, posts: Sequence[Post] | None = None
) -> int:
    """Let posts owe the duties of the standard post they were made from; return how many were new.

    Without `posts`, every post in the units where the actor manages duties. A duty a post once
    gave up is not forced on it again.
    """
    if posts is not None:
        for post in posts:
            by.require(Access.DUTIES_MANAGE, post.unit.path)
        return _apply_to(by, posts, on, at)
    by.require(Access.DUTIES_MANAGE)
    given = give_standard_duties(on, by.paths(Access.DUTIES_MANAGE))
    if given:
        units = Unit.objects.filter(
            Q(parent=None) if by.is_system else Q(path__in=by.paths(Access.DUTIES_MANAGE))
        )
        acts = [
            Act(
                "duties.standard_applied_widely",
                "organisation.unit",
                unit.pk,
                unit.name,
                unit.path,
                data={"day": on.isoformat()},
            )
            for unit in units.order_by("id")
        ]
        record_many(by=by, acts=acts, at=at)
    return given


def _apply_to(by: Actor, posts: Sequence[Post], on: date, at: datetime) -> int:
    given = give_standard_duties_to([post.pk for post in posts], on)
    counts = Counter(post_id for post_id, _ in given)
    acts = [
        Act(
            "duties.standard_applied",
            "organisation.post",
            post.pk,
            post.title,
            post.unit.path,
            data={"duties": counts[post.pk], "day": on.isoformat()},
        )
        for post in posts
        if counts[post.pk]
    ]
    record_many(by=by, acts=acts, at=at)
    return len(given)
