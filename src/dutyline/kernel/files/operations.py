"""The verbs of files: bytes reach the disk first, then a row in the caller's transaction."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.files.entering import ATTACHMENT
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.refusals import FileRefused
from dutyline.kernel.files.sightings import seen_elsewhere
from dutyline.kernel.files.storage import keep, keep_beside, keep_file
from dutyline.kernel.files.thumbnails import THUMBNAIL, VIEW
from dutyline.kernel.ledger.operations import note_removed
from dutyline.toolkit.images.document import Document, accept_document, safe_name
from dutyline.toolkit.images.photo import Photo, accept_photo
from dutyline.toolkit.images.refused import DocumentRefused, PhotoRefused
from dutyline.toolkit.untrusted.kinds import sniff

SubjectKey = tuple[str, int]
PICTURES = frozenset({"jpeg", "png", "webp", "gif", "bmp", "tiff", "heif", "video"})
"""What is treated as a photo, if only to say in its words why it is refused."""
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
PICTURE_ENDING = re.compile(r"\.(jpe?g|png|webp)$", re.IGNORECASE)


@transaction.atomic
def attach(
    *,
    by: Actor,
    subject: SubjectKey,
    role: str,
    file: IO[bytes],
    at: datetime,
    name: str = "",
    photos_only: bool = False,
) -> Attachment:
    """Attach a stranger's photo or document, made harmless; raises FileRefused.

    Of a photo the place and whatever else it carried are taken out; whether it was used before is
    marked, not refused. What it is counts by content, never by `name`.
    """
    name = name or getattr(file, "name", "") or ""
    row = _row(by, subject, role, at)
    try:
        if photos_only or _is_picture(file):
            _fill_photo(row, accept_photo(file), name)
        else:
            _fill_document(row, accept_document(file, name))
    except (PhotoRefused, DocumentRefused) as refused:
        raise FileRefused(reason=refused.message) from refused
    row.save(force_insert=True)
    return row


@transaction.atomic
def deposit(
    *,
    by: Actor,
    subject: SubjectKey,
    role: str,
    path: Path,
    name: str,
    media_type: str,
    at: datetime,
) -> Attachment:
    """Attach a file the system made itself: an export, a paper. The file at `path` is moved."""
    row = _row(by, subject, role, at)
    row.name, row.media_type, row.size = name[:200], media_type, path.stat().st_size
    row.sha256 = keep_file(path)
    path.unlink()
    row.save(force_insert=True)
    return row


@transaction.atomic
def discard(*, by: Actor, attachments: Iterable[Attachment], reason: str, at: datetime) -> int:
    """Remove rows whose subject is gone; the bytes follow once nothing else speaks of them.

    The log keeps that one which had entered it is gone, since when and why.
    """
    ids = [each.pk for each in attachments]
    note_removed(by=by, kind=ATTACHMENT, record_ids=ids, reason=reason, at=at)
    return Attachment.objects.filter(pk__in=ids).delete()[0]


def _row(by: Actor, subject: SubjectKey, role: str, at: datetime) -> Attachment:
    return Attachment(
        subject_type=subject[0],
        subject_id=subject[1],
        role=role,
        added_at=at,
        added_by_name=by.name[:200],
        added_by_id=by.person.pk if by.person else None,
    )


def _is_picture(file: IO[bytes]) -> bool:
    file.seek(0)  # Whoever took it in may have read it already.
    kind = sniff(file.read(1024))
    file.seek(0)
    return kind in PICTURES


def _fill_photo(row: Attachment, photo: Photo, name: str) -> None:
    row.sha256, row.perceptual_hash = keep(photo.bytes), photo.fingerprint
    keep_beside(row.sha256, THUMBNAIL, photo.thumbnail)
    keep_beside(row.sha256, VIEW, photo.view)
    row.name = safe_name(PICTURE_ENDING.sub("", name) or "photo", ENDINGS[photo.media_type])
    row.media_type, row.size = photo.media_type, len(photo.bytes)
    row.width, row.height, row.taken_at = photo.width, photo.height, _taken_at(photo)
    row.seen_before = seen_elsewhere(row)


def _fill_document(row: Attachment, document: Document) -> None:
    row.sha256, row.name = keep(document.bytes), document.name
    row.media_type, row.size = document.media_type, len(document.bytes)


def _taken_at(photo: Photo) -> datetime | None:
    """Return when the camera says it was taken, read in the time zone of the moment."""
    taken = photo.taken_at
    if taken is None or timezone.is_aware(taken):
        return taken
    return timezone.make_aware(taken)
