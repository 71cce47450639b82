"""The ledger: listed, counted, exported."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Router, Schema

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.errands.operations import ask_errand
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.findings.filters import (
    CountAsked,
    FilterSaid,
    LedgerAsked,
    wanted_of,
)
from dutyline.modules.inspections.api.findings.shown import CountOut, FindingLine
from dutyline.modules.inspections.api.scope import require_ledger
from dutyline.modules.inspections.ledger_export import EXPORT
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.tables import order_of
from dutyline.toolkit.paging import capped_count
from dutyline.toolkit.rest.listing import Listing, listing
from dutyline.toolkit.rest.shapes import Strict

router = Router()
CAP = 999
"""Counted no further: a larger number says the same, and costs a scan of the ledger."""


class ExportNew(Strict):
    """A ledger to write to a file."""

    kind: Literal["xlsx", "csv"] = "xlsx"
    filter: FilterSaid | None = None


class ErrandAsked(Schema):
    """The errand that writes it: ask for it until it is done, then fetch its file."""

    errand_id: int
    state: str


@router.get("/findings", response=Listing[FindingLine], summary="The ledger of hidden dangers")
def list_findings(request: HttpRequest, asked: Query[LedgerAsked]) -> dict[str, Any]:
    """List the findings in scope a filter asks for, newest first unless sorted otherwise."""
    actor = actor_of(request)
    require_ledger(actor)
    wanted = wanted_of(actor, asked)
    rows = Finding.objects.visible_to(actor).matching(wanted, timezone.localdate()).for_ledger()
    _key, order = order_of(asked.sort)
    return listing(rows, order, asked)


@router.get("/findings/count", response=CountOut, summary="How many findings there are, up to 999")
def count_findings(request: HttpRequest, asked: Query[CountAsked]) -> dict[str, Any]:
    """Count the findings in scope a filter asks for, up to 999."""
    actor = actor_of(request)
    require_ledger(actor)
    wanted = wanted_of(actor, asked)
    rows = Finding.objects.visible_to(actor).matching(wanted, timezone.localdate())
    count, more = capped_count(rows, CAP)
    return {"count": count, "more": more}


@router.post(
    "/findings/exports", response={202: ErrandAsked}, summary="Have the ledger written to a file"
)
def export_findings(request: HttpRequest, body: ExportNew) -> HttpResponse:
    """Ask the worker to write what a filter finds of what the caller may see."""
    actor = actor_of(request)
    require_ledger(actor)

    def act() -> dict[str, Any]:
        said = body.filter or FilterSaid.model_validate({})
        wanted = wanted_of(actor, said).write()
        parameters = {"filter": wanted, "as": body.kind, "language": get_language() or ""}
        errand = ask_errand(by=actor, kind=EXPORT, parameters=parameters, at=timezone.now())
        return {"errand_id": errand.pk, "state": errand.state}

    return carried_out(request, act, status=202)
