"""Smaller pictures of photos, made when they arrive, and again where a backup left them out."""

from pathlib import Path

from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import keep_beside, path_of, recover
from dutyline.toolkit.images.photo import accept_photo

THUMBNAIL = ".thumb.webp"
VIEW = ".view.webp"


def smaller(attachment: Attachment, size: str) -> Path | None:
    """Return the file of the THUMBNAIL or VIEW of a photo; None where there is no photo."""
    if not attachment.is_photo:
        return None
    kept = path_of(attachment.sha256, size)
    if kept.exists():
        return kept
    original = recover(attachment.sha256)
    if original is None:
        return None
    with original.open("rb") as file:
        photo = accept_photo(file)
    keep_beside(attachment.sha256, THUMBNAIL, photo.thumbnail)
    keep_beside(attachment.sha256, VIEW, photo.view)
    return kept
