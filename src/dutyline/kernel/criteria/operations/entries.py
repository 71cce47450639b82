"""The enterprise's own entries of catalogues."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue_item
from dutyline.kernel.criteria.models import (
    OWN_RANK,
    Catalogue,
    CatalogueItem,
    Origin,
    Standing,
)
from dutyline.kernel.criteria.operations.guards import EVERYWHERE, require_at_the_top
from dutyline.kernel.criteria.operations.own import make_room
from dutyline.kernel.criteria.packs.shapes import KEY
from dutyline.kernel.criteria.refusals import (
    KeyMalformed,
    LabelNeeded,
    UnderItself,
    UnknownCatalogue,
    WrongEntry,
)
from dutyline.kernel.criteria.rules.values import data_fault
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.history.operations import record
from dutyline.toolkit.wording import both, known_by


@transaction.atomic
@changing()
def save_catalogue_item(
    *,
    by: Actor,
    kind: str,
    key: str,
    label_en: str,
    label_zh: str,
    valid_from: date,
    at: datetime,
    parent: str = "",
    position: int = 0,
    data: Mapping[str, Any] | None = None,
    note: str = "",
) -> CatalogueItem:
    """Write an entry of our own, new or in the place of a pack's, from a day on.

    Raises NotPermitted, UnknownCatalogue, KeyMalformed, LabelNeeded, MissingEntry where the
    entry above does not exist on that day, UnderItself, WrongEntry where `data` does not fit.
    """
    require_at_the_top(by)
    declared = _declared(kind)
    data = dict(data or {})
    if not KEY.fullmatch(key):
        raise KeyMalformed(key=key)
    label_en, label_zh = known_by(label_en, label_zh).strip(), label_zh.strip()
    if not label_en:
        raise LabelNeeded
    _guard_parent(kind, key, parent, valid_from)
    if reason := data_fault(declared.fields, data):
        raise WrongEntry(reason=reason)
    row = _own_row(kind, key, valid_from)
    row.label_en, row.label_zh = label_en, label_zh
    row.parent, row.position, row.data, row.retired = parent, position, data, False
    row.note_en = note
    row.save()
    _record(by, "criteria.entry_saved", row, declared, at)
    return row


@transaction.atomic
@changing()
def retire_catalogue_item(
    *, by: Actor, kind: str, key: str, on: date, at: datetime, note: str = ""
) -> CatalogueItem:
    """Take an entry off its list from a day on; what was recorded with it keeps its name.

    Raises NotPermitted, UnknownCatalogue, MissingEntry.
    """
    require_at_the_top(by)
    declared = _declared(kind)
    shown = catalogue_item(kind, key, on)
    row = _own_row(kind, key, on)
    row.label_en, row.label_zh = shown.label_en, shown.label_zh
    row.parent, row.position, row.data, row.retired = shown.parent, shown.position, shown.data, True
    row.note_en = note
    row.save()
    _record(by, "criteria.entry_retired", row, declared, at)
    return row


def _declared(kind: str) -> Catalogue:
    declared = Catalogue.objects.filter(kind=kind).order_by("-rank", "id").first()
    if declared is None:
        raise UnknownCatalogue(kind=kind)
    return declared


def _guard_parent(kind: str, key: str, parent: str, on: date) -> None:
    line = [key]
    while parent:
        if parent in line:
            raise UnderItself(key=key)
        line.append(parent)
        parent = catalogue_item(kind, parent, on).parent


def _own_row(kind: str, key: str, day: date) -> CatalogueItem:
    row, until = make_room(CatalogueItem.objects.filter(kind=kind, key=key), day)
    row = row or CatalogueItem(kind=kind, key=key, valid_from=day, origin=Origin.OWN, rank=OWN_RANK)
    row.valid_to, row.standing = until, Standing.CONFIRMED
    return row


def _record(by: Actor, verb: str, row: CatalogueItem, declared: Catalogue, at: datetime) -> None:
    record(
        by=by,
        verb=verb,
        subject=("criteria.catalogue_item", row.pk, both(row, "label")),
        unit_path=EVERYWHERE,
        at=at,
        reason=row.note_en,
        catalogue=both(declared, "label"),
        kind=row.kind,
        key=row.key,
        day=row.valid_from.isoformat(),
    )
