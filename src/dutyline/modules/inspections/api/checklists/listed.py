"""Checklists listed and read, with their versions and items."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named, seen_by
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.api.checklists.shown import ChecklistOut, ItemOut, VersionLine
from dutyline.modules.inspections.api.scope import checklists_for, units_with
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.paging import Column
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class ChecklistsAsked(Asked):
    """Which checklists: those in use, or the retired ones."""

    retired: bool = False
    usable_in: Id | None = Field(None, description="of this unit and those above it")


@router.get("/checklists", response=Listing[ChecklistOut], summary="Checklists")
def list_checklists(request: HttpRequest, asked: Query[ChecklistsAsked]) -> dict[str, Any]:
    """List the checklists in scope, by name."""
    actor = actor_of(request)
    seen_by(actor, Inspections.ROUND_VIEW)
    rows = checklists_for(actor).filter(retired_at__isnull=not asked.retired)
    if asked.usable_in is not None:
        unit = named(units_with(actor, Inspections.ROUND_VIEW), "usable_in", asked.usable_in)
        rows = rows.filter(unit__in=ancestors(unit.path))
    return listing(rows, ("name_en", "id"), asked)


@router.get("/checklists/{checklist_id}", response=ChecklistOut, summary="One checklist")
def read(request: HttpRequest, response: HttpResponse, checklist_id: Id) -> ChecklistOut:
    """Return a checklist in scope."""
    row = get_object_or_404(checklists_for(actor_of(request)), pk=checklist_id)
    return with_etag(response, ChecklistOut.from_orm(row))


@router.get(
    "/checklists/{checklist_id}/versions",
    response=Listing[VersionLine],
    summary="Versions of a checklist",
)
def list_versions(request: HttpRequest, checklist_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the published versions of a checklist, the newest first; its draft comes last."""
    row = get_object_or_404(checklists_for(actor_of(request)), pk=checklist_id)
    newest = Column("number", descending=True, nullable=True)
    return listing(row.versions.all(), (newest, "-id"), asked)


@router.get(
    "/checklists/{checklist_id}/versions/{number}",
    response=Listing[ItemOut],
    summary="Items of a published version",
)
def list_items(
    request: HttpRequest, checklist_id: Id, number: Id, asked: Query[Asked]
) -> dict[str, Any]:
    """List the items of a published version in order; it never changes."""
    row = get_object_or_404(checklists_for(actor_of(request)), pk=checklist_id)
    version = get_object_or_404(row.versions, number=number)
    return listing(version.items.select_related("section"), ("position", "id"), asked)
