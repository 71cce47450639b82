"""Units are merged into others."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.line import nearest_head
from dutyline.kernel.organisation.models import Appointment, PostVersion, Unit, UnitVersion
from dutyline.kernel.organisation.operations.effect import settle_posts, settle_units
from dutyline.kernel.organisation.operations.endings import end_appointments, end_units
from dutyline.kernel.organisation.operations.guards import (
    lock_tree,
    require_no_circle,
    require_no_own_gain,
    require_open,
    require_running,
)
from dutyline.kernel.organisation.operations.moves import relocate, settled_path
from dutyline.kernel.organisation.operations.versions import reaching_past
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record, require_takeable
from dutyline.kernel.organisation.refusals import Circle, OtherTree


@transaction.atomic
def merge_unit(
    *,
    by: By,
    unit: Unit,
    into: Unit,
    on: date,
    at: datetime,
    reappoint: bool = False,
    reason: str = "",
) -> Unit:
    """Merge a unit into another one of the same enterprise from the day `on`; return the heir.

    Its units, posts and places go over to the heir, its calendar ends, its head keeps heading only
    where the heir has no head. Its appointments end, so that what was owed in the merged unit is
    prorated; with `reappoint` the same people begin in the same posts on that day. Refuses an heir
    in which the actor would gain rights over what comes.
    """
    by.require(Organisation.MANAGE, unit.path)
    by.require(Organisation.MANAGE, into.path)
    root = lock_tree(unit.path)
    unit, into = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=into.pk)
    require_open(unit)
    require_running(into, on)
    heir = settled_path(into, on)
    if heir.startswith(settled_path(unit, on)):
        raise Circle(name=unit)
    if not heir.startswith(root.path):
        raise OtherTree(name=into)
    require_takeable(by=by, unit=unit.name, path=unit.path, under=into.path, on=on)
    children = reaching_past(UnitVersion.objects.filter(parent=unit), on).values("unit")
    for child in Unit.objects.filter(pk__in=children).order_by("id"):
        relocate(child, into, max(on, child.valid_from))
    held = _holders(unit, on)
    end_appointments(by, held, on, at, reason)
    _hand_over_posts(unit, into, on)
    if reappoint:
        _begin_again(held, on)
        _refuse_own_gain(by, held, into, on)
    Unit.objects.filter(pk=unit.pk).update(merged_into=into)
    end_units([unit.pk], on)
    today = day_at(at, root)
    settle_units(root.path, today)
    settle_posts(root.path, today)
    require_no_circle(nearest_head(into, on), on)
    into.refresh_from_db()
    _tell(by, unit, into, on, at, reason=reason)
    return into


def _holders(unit: Unit, on: date) -> list[Appointment]:
    """Return the appointments to posts that lie in the unit on the day, or begin there later."""
    posts = (
        reaching_past(PostVersion.objects.filter(unit=unit), on)
        .filter(Q(valid_from__lte=on) | Q(valid_from=F("post__valid_from")))
        .values("post")
    )
    held = Appointment.objects.filter(post__in=posts).select_related("person", "post__unit")
    return list(reaching_past(held, on).order_by("acting", "id"))


def _hand_over_posts(unit: Unit, into: Unit, on: date) -> None:
    theirs = reaching_past(PostVersion.objects.filter(unit=unit), on)
    others = reaching_past(PostVersion.objects.filter(unit=into, heads_unit=True), on)
    facts = {"unit": into} | ({"heads_unit": False} if others.exists() else {})
    split = list(theirs.filter(valid_from__lt=on).order_by("id"))
    PostVersion.objects.filter(pk__in=[each.pk for each in split]).update(valid_to=on)
    theirs.update(**facts)
    for each in split:
        each.pk, each.valid_from = None, on
        for name, value in facts.items():
            setattr(each, name, value)
    PostVersion.objects.bulk_create(split, batch_size=1000)


def _begin_again(held: list[Appointment], on: date) -> None:
    """Open the ended appointments anew; who acted for somebody goes on acting for him."""
    again: dict[int | None, Appointment] = {}
    for old in held:
        new = again[old.pk] = Appointment(
            person_id=old.person_id,
            post_id=old.post_id,
            valid_from=max(on, old.valid_from),
            valid_to=old.valid_to,
            acting=old.acting,
            acting_for=again.get(old.acting_for_id),
            share=old.share,
        )
        if old.valid_from < on:
            new.save()
        else:
            # It had not begun: it is the same appointment, taken up again.
            new.pk = old.pk
            new.save(force_update=True)


def _refuse_own_gain(by: By, held: list[Appointment], into: Unit, on: date) -> None:
    """Refuse to head the heir by merging the unit one heads into it."""
    theirs = {each.post_id: each.post for each in held}
    heading = reaching_past(PostVersion.objects.filter(unit=into, heads_unit=True), on)
    for post_id in heading.filter(post__in=theirs).order_by("id").values_list("post", flat=True):
        require_no_own_gain(by, theirs[post_id], into, on)


def _tell(by: By, unit: Unit, into: Unit, on: date, at: datetime, *, reason: str) -> None:
    for verb, about, other in (
        ("organisation.unit_merged", unit, into),
        ("organisation.unit_taken_over", into, unit),
    ):
        record(
            by=by,
            verb=verb,
            subject=("organisation.unit", about.pk, about.name),
            unit_path=into.path,
            at=at,
            reason=reason,
            other=other.name,
            day=on.isoformat(),
        )
