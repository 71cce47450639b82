"""Says what a duty is, and changes it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.keys import duty_subject
from dutyline.kernel.duties.models import Duty, DutyVersion, Origin, PostDuty
from dutyline.kernel.duties.refusals import BeforeHistory, DutyEnded, DutyIncomplete, KeyTaken
from dutyline.kernel.duties.rules.definition import defaults, fault, unheard_of
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.paths import within


@transaction.atomic
def define_duty(
    *,
    by: Actor,
    key: str,
    on: date,
    at: datetime,
    standard_post: str = "",
    pack: str = "",
    **asks: Any,
) -> Duty:
    """Define a duty from the day `on`; `asks` are the fields of its first version.

    It is owed by nobody until posts take it up. Refuses a key in use and a duty that lacks what
    its measure needs.
    """
    by.require(Access.DUTIES_MANAGE)
    facts = checked(asks)
    if Duty.objects.filter(key=key).exists():
        raise KeyTaken(key=key)
    duty = Duty.objects.create(
        key=key,
        origin=Origin.PACK if pack else Origin.OWN,
        pack=pack,
        standard_post=standard_post,
    )
    version = DutyVersion.objects.create(duty=duty, number=1, valid_from=on, **facts)
    _tell(by, "duties.defined", duty, version, at=at)
    return duty


@transaction.atomic
def change_duty(
    *,
    by: Actor,
    duty: Duty,
    on: date,
    at: datetime,
    at_once: bool = False,
    reason: str = "",
    **changes: Any,
) -> DutyVersion:
    """Change what a duty asks from the day `on` and return the new version.

    The period running that day is still governed by the old one, unless the change is `at_once`:
    then it splits the period. A second change of the same day replaces the first. Refuses a day
    before the latest change, and whoever may not change it for every post that owes it.
    """
    version = amend(duty, on=on, at_once=at_once, by=by, **changes)
    Duty.objects.filter(pk=duty.pk).update(edited=True)
    duty.edited = True
    _tell(by, "duties.changed", duty, version, at=at, reason=reason, day=on.isoformat())
    return version


@transaction.atomic
def retire_duty(
    *, by: Actor, duty: Duty, on: date, at: datetime, at_once: bool = False, reason: str = ""
) -> DutyVersion:
    """End a duty on a day; running periods run out, or end with it where it is `at_once`."""
    version = _latest(duty)
    require_for_every_post(by, duty)
    if on < version.valid_from:
        raise BeforeHistory(since=version.valid_from)
    version.valid_to = on
    version.save(update_fields=["valid_to"])
    if at_once:
        PostDuty.objects.filter(duty=duty, valid_to=None, valid_from__lte=on).update(valid_to=on)
    _tell(by, "duties.retired", duty, version, at=at, reason=reason, day=on.isoformat())
    return version


def amend(duty: Duty, *, on: date, at_once: bool, by: Actor, **changes: Any) -> DutyVersion:
    """Write the next version of a duty; for operations that tell history themselves."""
    version = _latest(duty)
    require_for_every_post(by, duty)
    if on < version.valid_from:
        raise BeforeHistory(since=version.valid_from)
    known = {field: getattr(version, field) for field in defaults({})}
    known |= {"measure": version.measure, "cadence": version.cadence}
    facts = checked({**known, **changes}) | {"at_once": at_once}
    if on > version.valid_from:
        DutyVersion.objects.filter(pk=version.pk).update(valid_to=on)
        return DutyVersion.objects.create(
            duty=duty, number=version.number + 1, valid_from=on, **facts
        )
    for name, value in facts.items():
        setattr(version, name, value)
    # The first version of a duty replaces nothing, so there is nothing it could split.
    version.at_once = at_once or (version.at_once and version.number > 1)
    version.save()
    return version


def checked(asks: dict[str, Any], *, known: bool = True) -> dict[str, Any]:
    """Return the facts of a version, whole; refuse what cannot be a duty.

    Where `known`, everything it names must be declared by something installed.
    """
    facts = defaults(asks)
    complaint = fault(facts)
    if complaint is not None:
        field, reason = complaint
        raise DutyIncomplete(field=field, reason=reason)
    stranger = unheard_of(facts) if known else None
    if stranger is not None:
        field, key = stranger
        reason = _("Nothing installed knows “{key}”.").format(key=key)
        raise DutyIncomplete(field=field, reason=reason)
    return facts


def require_for_every_post(by: Actor, duty: Duty) -> None:
    """Refuse unless the actor may manage duties in every unit whose posts owe this one."""
    by.require(Access.DUTIES_MANAGE)
    owing = PostDuty.objects.filter(duty=duty, valid_to=None).select_related("post__unit")
    beyond = owing.exclude(within(by.paths(Access.DUTIES_MANAGE), "post__unit__path"))
    stranger = beyond.order_by("id").first()
    if stranger is not None:
        by.require(Access.DUTIES_MANAGE, stranger.post.unit.path)


def _latest(duty: Duty) -> DutyVersion:
    version = duty.versions.select_for_update().order_by("-number").first()
    if version is None or version.valid_to is not None:
        raise DutyEnded(key=duty.key)
    return version


def _tell(
    by: Actor,
    verb: str,
    duty: Duty,
    version: DutyVersion,
    *,
    at: datetime,
    reason: str = "",
    **data: Any,
) -> None:
    # A duty belongs to no unit; who sees it is decided by the posts that owe it.
    record(
        by=by,
        verb=verb,
        subject=duty_subject(version),
        unit_path="",
        at=at,
        reason=reason,
        **data,
    )
