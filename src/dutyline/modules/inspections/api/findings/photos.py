"""Photos of a finding: shown with those of its repairs, and added."""

from typing import Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Form, Query, Router

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.actions.keys import REPAIR, VERIFICATION
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.findings.doing import TELLING
from dutyline.modules.inspections.api.photos import PhotoOut, PhotosAdded, Uploaded, plain_photos
from dutyline.modules.inspections.api.scope import findings_for, token_for
from dutyline.modules.inspections.keys import ANSWER, FINDING, REPORT
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.photographing import (
    photograph_finding,
    photograph_repair,
    photograph_verification,
)
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()
VERBS = {
    "finding": photograph_finding,
    "repair": photograph_repair,
    "verification": photograph_verification,
}


class PhotosNew(Strict):
    """What the photos show: the danger, the repair one reported, the verification one recorded."""

    of: Literal["finding", "repair", "verification"] = "finding"


@router.get(
    "/findings/{finding_id}/photos", response=Listing[PhotoOut], summary="Photos before and after"
)
def list_photos(request: HttpRequest, finding_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the photos of a finding, of its answer or report, its repairs and verifications."""
    finding = get_object_or_404(findings_for(actor_of(request)), pk=finding_id)
    photos = Attachment.objects.filter(_about(finding), media_type__startswith="image/")
    return listing(photos, ("id",), asked)


@router.post("/findings/{finding_id}/photos", response={201: PhotosAdded}, summary="Add photos")
def add_photos(
    request: HttpRequest, finding_id: Id, photos: Uploaded, said: Form[PhotosNew]
) -> HttpResponse:
    """Add up to six photos, made harmless: where they were taken is left out."""
    actor = actor_of(request)
    token_for(actor, *TELLING)

    def act() -> dict[str, Any]:
        finding = get_object_or_404(findings_for(actor), pk=finding_id)
        keep = VERBS[said.of]
        return plain_photos(keep(by=actor, finding=finding, photos=photos, at=timezone.now()))

    return carried_out(request, act, status=201)


def _about(finding: Finding) -> Q:
    """Return the condition "belongs to this finding or its repair"."""
    about = Q(subject_type=FINDING, subject_id=finding.pk)
    about |= Q(subject_type=REPORT, subject_id__in=finding.reports.values("pk"))
    if finding.answer_id is not None:
        about |= Q(subject_type=ANSWER, subject_id=finding.answer_id)
    if finding.rectification is not None:
        repairs = finding.rectification.repairs
        about |= Q(subject_type=REPAIR, subject_id__in=repairs.values("pk"))
        seen = repairs.filter(verification__isnull=False).values("verification")
        about |= Q(subject_type=VERIFICATION, subject_id__in=seen)
    return about
