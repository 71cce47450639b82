"""The enterprise's own values of criteria."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.models import OWN_RANK, Criterion, Origin, Standing
from dutyline.kernel.criteria.operations.guards import EVERYWHERE, require_at_the_top
from dutyline.kernel.criteria.operations.own import make_room
from dutyline.kernel.criteria.refusals import NothingOwn, UnknownCriterion, WrongValue
from dutyline.kernel.criteria.rules.values import fault
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.history.operations import record
from dutyline.toolkit.wording import both


@transaction.atomic
@changing()
def set_criterion(
    *, by: Actor, key: str, value: Any, valid_from: date, at: datetime, note: str = ""
) -> Criterion:
    """Give a criterion a value of our own from a day on, until the next own value begins.

    Raises NotPermitted, UnknownCriterion where no pack declares the key, WrongValue where the
    value does not fit what the pack says it must be.
    """
    require_at_the_top(by)
    declared = _declared(key)
    if reason := fault(declared.shape, value):
        raise WrongValue(reason=reason)
    row, until = make_room(Criterion.objects.filter(key=key), valid_from)
    row = row or Criterion(key=key, valid_from=valid_from, origin=Origin.OWN, rank=OWN_RANK)
    row.valid_to = until
    row.value, row.shape, row.unit = value, declared.shape, declared.unit
    row.label_en, row.label_zh = declared.label_en, declared.label_zh
    row.standing, row.note_en = Standing.CONFIRMED, note
    row.save()
    record(
        by=by,
        verb="criteria.criterion_set",
        subject=("criteria.criterion", row.pk, both(row, "label")),
        unit_path=EVERYWHERE,
        at=at,
        reason=note,
        key=key,
        value=shown(value),
        day=valid_from.isoformat(),
    )
    return row


@transaction.atomic
@changing()
def withdraw_own(*, by: Actor, key: str, on: date, at: datetime, note: str = "") -> Criterion:
    """End our own value of a criterion on a day; from then on the pack's value holds again.

    Own values that would begin later go with it. Raises NotPermitted, NothingOwn.
    """
    require_at_the_top(by)
    own = Criterion.objects.filter(key=key, origin=Origin.OWN)
    row = own.on(on).order_by("-valid_from").first()
    if row is None:
        raise NothingOwn(key=key, day=on)
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    for later in own.filter(valid_from__gt=on).order_by("id"):
        later.valid_to = later.valid_from
        later.save(update_fields=["valid_to"])
    record(
        by=by,
        verb="criteria.criterion_withdrawn",
        subject=("criteria.criterion", row.pk, both(row, "label")),
        unit_path=EVERYWHERE,
        at=at,
        reason=note,
        key=key,
        day=on.isoformat(),
    )
    return row


def shown(value: Any) -> str:
    """Return a value as a sentence of history shows it."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(shown(each) for each in value)
    return str(value)


def _declared(key: str) -> Criterion:
    declared = Criterion.objects.filter(key=key, origin=Origin.PACK)
    strongest = declared.aggregate(rank=Max("rank"))["rank"]
    newest = declared.filter(rank=strongest).order_by("-valid_from", "-id").first()
    if newest is None:
        raise UnknownCriterion(key=key)
    return newest
