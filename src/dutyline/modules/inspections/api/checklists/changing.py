"""Checklists begun, named, drafted, published and retired."""

import secrets
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, named_or_none, to_change
from dutyline.kernel.receipts.per_key import carried_out

# What has one address stands in one router.
from dutyline.modules.inspections.api.checklists.listed import router
from dutyline.modules.inspections.api.checklists.shown import (
    ChecklistName,
    ChecklistNew,
    ChecklistOut,
    DraftWritten,
    ItemOut,
    VersionLine,
    plain_checklist,
    plain_version,
)
from dutyline.modules.inspections.api.scope import (
    CATEGORY,
    KIND,
    checklists_for,
    require_listed,
    units_with,
)
from dutyline.modules.inspections.api.values import Nothing
from dutyline.modules.inspections.models import Checklist, ChecklistVersion
from dutyline.modules.inspections.operations import (
    ItemDraft,
    create_checklist,
    publish,
    rename_checklist,
    retire_checklist,
    write_draft,
)
from dutyline.modules.inspections.operations.checklists import drafts_of
from dutyline.modules.inspections.operations.rounds import newest_version
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.items import ItemUnclear
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id


@router.post("/checklists", response={201: ChecklistOut}, summary="Begin a checklist")
def begin(request: HttpRequest, body: ChecklistNew) -> HttpResponse:
    """Begin a checklist of a unit with an empty draft, or with the items of another."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        require_listed("kind", KIND, [body.kind], timezone.localdate())
        units = units_with(actor, Inspections.CHECKLIST_MANAGE)
        created = create_checklist(
            by=actor,
            key=f"own.{secrets.token_hex(8)}",
            name=body.name,
            name_zh=body.name_zh,
            kind=body.kind,
            unit=named(units, "unit_id", body.unit_id),
            at=timezone.now(),
        )
        like = named_or_none(checklists_for(actor), "like_id", body.like_id)
        if like is not None:
            items = drafts_of(newest_version(like))
            write_draft(by=actor, checklist=created, items=items, at=timezone.now())
        return plain_checklist(created)

    return carried_out(request, act, status=201)


@router.put("/checklists/{checklist_id}/name", response=ChecklistOut, summary="Name a checklist")
def name(request: HttpRequest, checklist_id: Id, body: ChecklistName) -> HttpResponse:
    """Give a checklist another name or inspection kind."""
    require_listed("kind", KIND, [body.kind], timezone.localdate())
    return _do(
        request,
        checklist_id,
        lambda actor, row: plain_checklist(
            rename_checklist(by=actor, checklist=row, at=timezone.now(), **body.model_dump())
        ),
    )


@router.get(
    "/checklists/{checklist_id}/draft", response=Listing[ItemOut], summary="Items of the draft"
)
def list_draft(request: HttpRequest, checklist_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the items of the draft in order; only for who may change it."""
    actor = actor_of(request)
    row = get_object_or_404(checklists_for(actor), pk=checklist_id)
    if not actor.can(Inspections.CHECKLIST_MANAGE, row.unit_path):
        raise Http404
    draft = get_object_or_404(row.versions, number=None)
    return listing(draft.items.select_related("section"), ("position", "id"), asked)


@router.put("/checklists/{checklist_id}/draft", response=VersionLine, summary="Write the draft")
def draft(request: HttpRequest, checklist_id: Id, body: DraftWritten) -> HttpResponse:
    """Replace the draft by these items, in this order; sections by their titles."""
    keys = [item.category for item in body.items]
    require_listed("category", CATEGORY, keys, timezone.localdate())
    items = [item.drafted() for item in body.items]
    return _do(
        request,
        checklist_id,
        lambda actor, row: plain_version(_written(actor, row, items)),
    )


@router.post(
    "/checklists/{checklist_id}/publication", response=VersionLine, summary="Publish the draft"
)
def publication(request: HttpRequest, checklist_id: Id, body: Nothing) -> HttpResponse:
    """Publish the draft as the next version; rounds begun before keep the one they have."""
    return _do(
        request,
        checklist_id,
        lambda actor, row: plain_version(publish(by=actor, checklist=row, at=timezone.now())),
    )


@router.post(
    "/checklists/{checklist_id}/retirement",
    response=ChecklistOut,
    summary="Take a checklist out of use",
)
def retirement(request: HttpRequest, checklist_id: Id, body: Nothing) -> HttpResponse:
    """Take a checklist out of use; plans and rounds that have it keep it."""
    return _do(
        request,
        checklist_id,
        lambda actor, row: plain_checklist(
            retire_checklist(by=actor, checklist=row, at=timezone.now())
        ),
    )


def _written(actor: Actor, checklist: Checklist, items: list[ItemDraft]) -> ChecklistVersion:
    try:
        return write_draft(by=actor, checklist=checklist, items=items, at=timezone.now())
    except ItemUnclear as refusal:
        # Named as the caller sent it, like what the schema refuses.
        refusal.field = f"items.{refusal.places['position'] - 1}.{refusal.field}"
        raise


def _do(
    request: HttpRequest, checklist_id: int, verb: Callable[[Actor, Checklist], dict[str, Any]]
) -> HttpResponse:
    actor = actor_of(request)
    return carried_out(
        request,
        lambda: verb(actor, to_change(request, checklists_for(actor), checklist_id, ChecklistOut)),
    )
