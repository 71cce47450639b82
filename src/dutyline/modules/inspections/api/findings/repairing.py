"""The report that it is repaired, and what somebody else saw of it."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from dutyline.modules.inspections.api.findings.doing import REPAIRING, VERIFYING, do
from dutyline.modules.inspections.api.findings.shown import FindingOut
from dutyline.modules.inspections.api.values import Moment, Money, Text
from dutyline.modules.inspections.operations.rectifying import report_repair, verify_repair
from dutyline.toolkit.rest.shapes import Day, Id, Strict

router = Router()


class RepairNew(Strict):
    """What was done; photos are added after it, see `…/photos`."""

    text: Text = Field(min_length=1)
    done_at: Moment | None = Field(None, description="only if not just now")
    spent: Money | None = None


class VerificationNew(Strict):
    """Whether the repair works; what does not goes back with what was seen, and a new deadline."""

    effective: bool
    opinion: Text = ""
    due_on: Day | None = None


@router.post("/findings/{finding_id}/repair", response=FindingOut, summary="Report it repaired")
def repair(request: HttpRequest, finding_id: Id, body: RepairNew) -> HttpResponse:
    """Report the finding repaired and hand it to whoever verifies."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: report_repair(
            by=actor, finding=finding, at=at, **body.model_dump()
        ),
        own=REPAIRING,
    )


@router.post(
    "/findings/{finding_id}/verification", response=FindingOut, summary="Verify the repair"
)
def verification(request: HttpRequest, finding_id: Id, body: VerificationNew) -> HttpResponse:
    """Say whether the repair works; if not, it goes back to its owner."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: verify_repair(
            by=actor, finding=finding, at=at, **body.model_dump()
        ),
        own=VERIFYING,
    )
