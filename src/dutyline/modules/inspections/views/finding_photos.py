"""Photos of a finding: before left, after right, the others under them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext

from dutyline.kernel.actions.keys import REPAIR, VERIFICATION
from dutyline.kernel.actions.models import Repair, Verification
from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.keys import ANSWER, FINDING, REPORT
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.views.finding_verbs.photos import AFTER
from dutyline.toolkit.ui.parts import Photo

Text = str | Promise


@dataclass(frozen=True)
class Pictures:
    """The pair that is compared, and every further photo."""

    before: Photo
    after: Photo
    others: list[Photo]
    files: tuple[Attachment | None, Attachment | None]
    """The pair itself, for papers that carry it."""


def photos_of(finding: Finding, repair: Repair | None) -> Pictures:
    """Return the photos of a finding and of its repairs, the latest first; two statements.

    What was returned stays to be seen: a proof that did not hold is still what was said then.
    """
    about: dict[str, Any] = {FINDING: [finding.pk]}
    if finding.answer_id:
        about[ANSWER] = [finding.answer_id]
    reports = list(finding.reports.values_list("pk", flat=True)[:5])
    if reports:
        about[REPORT] = reports
    if repair is not None:
        repairs = Repair.objects.filter(rectification=repair.rectification_id)
        about[REPAIR] = repairs.values("pk")
        about[VERIFICATION] = Verification.objects.filter(repair__in=repairs).values("pk")
    rows = Attachment.objects.none()
    for subject, ids in about.items():
        rows = rows | Attachment.objects.filter(subject_type=subject, subject_id__in=ids)
    photos = [each for each in rows.order_by("id")[:40] if each.is_photo]
    after = [each for each in photos if each.role == AFTER]
    latest = (REPAIR, repair.pk if repair else 0)
    after.sort(key=lambda each: (each.subject_type, each.subject_id) != latest)
    before = [each for each in photos if each.role != AFTER]
    return Pictures(
        _shown(before[0] if before else None, pgettext("photo", "Before"), finding),
        _shown(after[0] if after else None, pgettext("photo", "After"), finding),
        [_shown(each, "", finding) for each in (*before[1:], *after[1:])],
        (before[0] if before else None, after[0] if after else None),
    )


def _shown(photo: Attachment | None, label: Text, finding: Finding) -> Photo:
    if photo is None:
        return Photo(label)
    return Photo(
        label,
        url=reverse("files:view", args=[photo.pk]),
        alt=f"{label}: {finding.title}" if label else finding.title,
        at=photo.taken_at or photo.added_at,
        who=photo.added_by_name,
        width=photo.width or 0,
        height=photo.height or 0,
        link=reverse("files:file", args=[photo.pk]),
    )
