"""Attachments enter the log nobody can rewrite, and verifying it reads their bytes."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import hash_of, path_of, recover, remove
from dutyline.kernel.registry import LedgerSource, manifests

ATTACHMENT = "files.attachment"
FIELDS = (
    "subject_type",
    "subject_id",
    "role",
    "sha256",
    "size",
    "media_type",
    "name",
    "taken_at",
    "added_at",
    "added_by_id",
    "added_by_name",
)


def proving() -> QuerySet[Attachment]:
    """Return the attachments that show something; exports and the like are only fetched."""
    fetched = [each.key for all_ in manifests() for each in all_.subjects if not each.proves]
    return Attachment.objects.exclude(subject_type__in=fetched)


def _payload(row: Attachment) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _check() -> Iterator[tuple[int | None, str]]:
    """Yield every attachment whose bytes are gone or others; the same bytes are read once."""
    sound: set[str] = set()
    for pk, sha256 in proving().order_by("id").values_list("id", "sha256").iterator(2_000):
        if sha256 in sound:
            continue
        path = recover(sha256)
        if path is None:
            yield pk, f"its file {sha256} is missing"
        elif hash_of(path) != sha256:
            yield pk, f"its file {path} was changed"
        else:
            sound.add(sha256)


def _erase(row: Attachment) -> None:
    """Take a file away for good, at once: a face is as personal as a name."""
    row.delete()
    if not Attachment.objects.filter(sha256=row.sha256).exists():
        transaction.on_commit(partial(remove, row.sha256))


def _file(row: Attachment) -> Path:
    return recover(row.sha256) or path_of(row.sha256)


SOURCES = (LedgerSource(ATTACHMENT, _("Attachment"), proving, _payload, _check, _erase, _file),)
