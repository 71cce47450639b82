"""Weigh a ZIP before anything parses it: entries, names and the bytes it really unpacks to."""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from django.utils.translation import gettext_lazy as _

from .refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

_CHUNK: Final = 256 * 1024
_ENCRYPTED: Final = 0x1


class ArchiveRefused(Refused):
    """Say why a ZIP container is not opened."""

    sentences: ClassVar = {
        "damaged": _("The file is damaged: its ZIP container cannot be read."),
        "entries": _("The file holds %(count)s parts inside; more than %(limit)s are not opened."),
        "name": _("The file holds a part with an unsafe name."),
        "link": _("The file holds a link to another place."),
        "encrypted": _(
            "The file is protected by a password. Save it without a password and try again."
        ),
        "unpacked": _("Unpacked, the file is larger than %(limit)s MB."),
        "ratio": _(
            "The file unpacks to more than %(limit)s times its size, as no ordinary file does."
        ),
    }


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Bound a ZIP: number of entries, unpacked bytes in all, unpacked over packed size."""

    entries: int = 1_000
    unpacked: int = 200 * 1024 * 1024
    ratio: int = 200


ORDINARY: Final = ArchiveLimits()


def check_archive(file: IO[bytes], limits: ArchiveLimits = ORDINARY) -> tuple[str, ...]:
    """Return the names inside the ZIP after unpacking all of it into nothing.

    Sizes are counted while reading, because the sizes a ZIP declares are its author's word only.
    Raises ArchiveRefused.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_directory(entries, limits)
            _check_weight(archive, file.seek(0, 2), entries, limits)
            return tuple(entry.filename for entry in entries)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise ArchiveRefused("damaged") from error


def _check_directory(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(entries) > limits.entries:
        raise ArchiveRefused("entries", count=len(entries), limit=limits.entries)
    for entry in entries:
        name = entry.orig_filename.replace("\\", "/")
        if name.startswith("/") or ":" in name or "\x00" in name or ".." in name.split("/"):
            raise ArchiveRefused("name")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ArchiveRefused("link")
        if entry.flag_bits & _ENCRYPTED:
            raise ArchiveRefused("encrypted")


def _check_weight(
    archive: zipfile.ZipFile, packed: int, entries: list[zipfile.ZipInfo], limits: ArchiveLimits
) -> None:
    unpacked = 0
    for entry in entries:
        for size in _sizes(archive, entry):
            unpacked += size
            if unpacked > limits.unpacked:
                raise ArchiveRefused("unpacked", limit=limits.unpacked // (1024 * 1024))
    # Small files of pure repetition reach any ratio honestly; only weight makes a bomb.
    if unpacked > _CHUNK * 4 and unpacked > packed * limits.ratio:
        raise ArchiveRefused("ratio", limit=limits.ratio)


def _sizes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[int]:
    # ZipExtFile stops at the declared size, so a lie is made large enough never to stop it early.
    declared, entry.file_size = entry.file_size, 1 << 62
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                yield len(chunk)
    finally:
        entry.file_size = declared
