"""Accept one photo."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import IO, Any, Final

from dutyline.toolkit.untrusted.child import JobFailed, OutOfBounds
from dutyline.toolkit.untrusted.child import Limits as ChildLimits
from dutyline.toolkit.untrusted.kinds import sniff
from dutyline.toolkit.untrusted.limited import run_limited

from .refused import PhotoRefused

Blob = bytes  # a field is called `bytes`, which hides the type inside its class
_MEBIBYTE: Final = 1024 * 1024
_MEGAPIXEL: Final = 1_000_000
_TYPES: Final = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_REASONS: Final = {
    "empty": "empty",
    "heif": "heif",
    "video": "video",
    **dict.fromkeys(("gif", "bmp", "tiff"), "format"),
}


@dataclass(frozen=True, slots=True)
class PhotoLimits:
    """Bound a photo: its bytes, its pixels, and the memory (MiB) and time one may take."""

    bytes: int = 20 * _MEBIBYTE
    pixels: int = 50 * _MEGAPIXEL
    thumbnail_edge: int = 480
    view_edge: int = 1600
    memory: int = 768
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Photo:
    """An accepted photo: `bytes` is the file to keep, its pixels exactly as they came.

    `width` and `height` are as displayed: the EXIF orientation stays in the file and is applied in
    `thumbnail` (WEBP) and `view` (JPEG). `sha256` is of `bytes`, `original_sha256` of what came.
    `taken_at` is what the camera says, naive when it names no zone. `location` (latitude,
    longitude) only when wanted. `fingerprint` is alike for copies of one picture: see `likeness`.
    """

    bytes: Blob
    media_type: str
    width: int
    height: int
    sha256: str
    original_sha256: str
    taken_at: dt.datetime | None
    had_location: bool
    location: tuple[float, float] | None
    thumbnail: Blob
    view: Blob
    fingerprint: str


ORDINARY: Final = PhotoLimits()


def accept_photo(
    file: IO[bytes], *, limits: PhotoLimits = ORDINARY, keep_location: bool = False
) -> Photo:
    """Return a harmless copy of a JPEG, PNG or WEBP photo with its facts; raise PhotoRefused.

    Location and all other metadata but orientation, date and colour profile are taken out without
    encoding the pixels again; with `keep_location` the place stays in the file.
    """
    data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise PhotoRefused("bytes", limit=limits.bytes // _MEBIBYTE)
    kind = sniff(data[:1024])
    if kind not in _TYPES:
        raise PhotoRefused(_REASONS.get(kind, "not_a_photo"))
    found = _look(kind, data, limits, keep_location)
    return Photo(
        bytes=found["bytes"],
        media_type=_TYPES[kind],
        width=found["width"],
        height=found["height"],
        sha256=hashlib.sha256(found["bytes"]).hexdigest(),
        original_sha256=hashlib.sha256(data).hexdigest(),
        taken_at=_moment(found["taken_at"], found["zone"]),
        had_location=found["had_location"],
        location=found["location"],
        thumbnail=found["thumbnail"],
        view=found["view"],
        fingerprint=f"{found['fingerprint']:016x}",
    )


def likeness(one: str, other: str) -> int:
    """Return in how many of 64 bits two fingerprints differ; up to 6 is most likely one picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _look(kind: str, data: bytes, limits: PhotoLimits, keep_location: bool) -> dict[str, Any]:
    bounds = ChildLimits(limits.memory, cpu_seconds=10, seconds=limits.seconds)
    edges = (limits.thumbnail_edge, limits.view_edge)
    job = (kind, data, limits.pixels, edges, keep_location)
    try:
        return run_limited("dutyline.toolkit.images.decode:look", *job, limits=bounds)  # type: ignore[return-value]
    except OutOfBounds as error:
        raise PhotoRefused("damaged" if error.reason == "died" else "heavy") from error
    except JobFailed as error:
        if error.kind == "TooManyPixels":
            width, height = error.details
            raise PhotoRefused(
                "pixels",
                megapixels=round(int(width) * int(height) / _MEGAPIXEL),  # type: ignore[call-overload]
                limit=limits.pixels // _MEGAPIXEL,
            ) from error
        raise PhotoRefused("animated" if error.kind == "Moving" else "damaged") from error


def _moment(taken: str, zone: str) -> dt.datetime | None:
    if not taken:
        return None
    try:
        moment = dt.datetime.strptime(taken, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - cameras rarely know
        return moment.replace(tzinfo=dt.datetime.strptime(zone, "%z").tzinfo) if zone else moment
    except ValueError:
        return None
