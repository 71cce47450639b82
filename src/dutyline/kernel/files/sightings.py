"""Find out whether a photo was already used for something else."""

from django.db.models import Q

from dutyline.kernel.files.models import Attachment
from dutyline.toolkit.images.photo import likeness

ALIKE = 6
"""In how many of 64 bits two pictures of one thing may differ: saved again, made smaller."""
OWN_NEWEST = 1000
"""Among how many of the same person's newest photos a likeness is looked for."""


def seen_elsewhere(photo: Attachment) -> bool:
    """Say whether the same file or picture is attached to something else already.

    Equal files and fingerprints are found whoever used them, likenesses among the person's own.
    """
    here = Q(subject_type=photo.subject_type, subject_id=photo.subject_id)
    others = Attachment.objects.exclude(here)
    equal = Q(sha256=photo.sha256)
    if photo.perceptual_hash:
        equal |= Q(perceptual_hash=photo.perceptual_hash)
    if others.filter(equal).exists():
        return True
    if not photo.perceptual_hash or photo.added_by_id is None:
        return False
    own = others.filter(added_by_id=photo.added_by_id).exclude(perceptual_hash="")
    newest = own.order_by("-id").values_list("perceptual_hash", flat=True)[:OWN_NEWEST]
    return any(likeness(photo.perceptual_hash, each) <= ALIKE for each in newest)
