"""Photos added to what was recorded: of the danger, the repair, the verification, an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.keys import REPAIR, VERIFICATION
from dutyline.kernel.actions.models import Repair
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.operations import attach, discard
from dutyline.modules.inspections.keys import ANSWER, FINDING, REPORT
from dutyline.modules.inspections.models import Answer, Finding, PlaceReport, Verdict
from dutyline.modules.inspections.operations.refusals import NoProofOfYours, TooManyPhotos
from dutyline.modules.inspections.operations.rounds import locked_round, require_walking
from dutyline.modules.inspections.operations.shared import locked, repair_of, require_open
from dutyline.modules.inspections.permissions import Inspections

BEFORE, AFTER, ANSWERED = "before", "after", "answer"
MOST = 6
"""Photos of one act."""
Photos = Sequence[IO[bytes]]


@transaction.atomic
def photograph_finding(
    *, by: Actor, finding: Finding, photos: Photos, at: datetime
) -> list[Attachment]:
    """Add photos of what is wrong to an open finding.

    By its finder, whoever answers for its repair, or whoever may grade it. Raises FindingOver,
    FileRefused, TooManyPhotos.
    """
    finding = locked(finding)
    own = by.is_person(finding.finder_id) or by.is_person(finding.owner_id)
    if not own:
        by.require(Inspections.FINDING_GRADE, finding.unit_path)
    require_open(finding)
    return _keep(by, (FINDING, finding.pk), BEFORE, photos, at)


@transaction.atomic
def photograph_repair(
    *, by: Actor, finding: Finding, photos: Photos, at: datetime
) -> list[Attachment]:
    """Add photos to the repair one has reported, until somebody has verified it.

    Raises NoProofOfYours, NotAssigned, FindingOver, FileRefused, TooManyPhotos.
    """
    repair = _last_repair(finding)
    if not by.is_person(repair.by_id) or hasattr(repair, "verification"):
        raise NoProofOfYours
    return _keep(by, (REPAIR, repair.pk), AFTER, photos, at)


@transaction.atomic
def photograph_verification(
    *, by: Actor, finding: Finding, photos: Photos, at: datetime
) -> list[Attachment]:
    """Add photos to the verification one has recorded, until the finding is closed.

    Raises NoProofOfYours, NotAssigned, FindingOver, FileRefused, TooManyPhotos.
    """
    verification = getattr(_last_repair(finding), "verification", None)
    if verification is None or not by.is_person(verification.by_id):
        raise NoProofOfYours
    return _keep(by, (VERIFICATION, verification.pk), AFTER, photos, at)


@transaction.atomic
def photograph_answer(
    *, by: Actor, answer: Answer, photos: Photos, at: datetime
) -> list[Attachment]:
    """Add photos to an answer of a round that is being walked; the same photo again is kept once.

    Raises NotWalking, RoundOver, FileRefused, TooManyPhotos.
    """
    require_walking(by, locked_round(answer.round))
    role = BEFORE if answer.verdict == Verdict.FAULT else ANSWERED
    about = (ANSWER, answer.pk)
    known = {each.sha256: each for each in Attachment.objects.of(*about)}
    kept = []
    for added in _keep(by, about, role, photos, at):
        # The same photo again is the same request again, after a reply that got lost.
        if added.sha256 in known:
            discard(by=by, attachments=[added], reason="The same photo again", at=at)
        kept.append(known.setdefault(added.sha256, added))
    return kept


@transaction.atomic
def photograph_report(*, report: PlaceReport, photos: Photos, at: datetime) -> list[Attachment]:
    """Keep the photos sent along with a report by whoever made it, without a name.

    Raises FileRefused, TooManyPhotos.
    """
    return _keep(Actor.public(), (REPORT, report.pk), BEFORE, photos, at)


def _last_repair(finding: Finding) -> Repair:
    finding = locked(finding)
    require_open(finding)
    repairs = repair_of(finding).repairs.select_related("verification")
    repair = repairs.order_by("-round").first()
    if repair is None:
        raise NoProofOfYours
    return repair


def _keep(
    by: Actor, subject: tuple[str, int], role: str, photos: Photos, at: datetime
) -> list[Attachment]:
    if len(photos) > MOST:
        raise TooManyPhotos(most=MOST)
    for photo in photos:
        photo.seek(0)  # Whoever checked what was sent may have read it.
    return [
        attach(by=by, subject=subject, role=role, file=photo, at=at, photos_only=True)
        for photo in photos
    ]
