"""Look into a photo; runs in a limited child, so it imports nothing of the framework."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

from PIL import Image

from .metadata import clean

_ORIENTATION, _TAKEN, _OFFSET, _DETAILS, _PLACE = 0x0112, 0x9003, 0x9011, 0x8769, 0x8825
_DATE: Final = re.compile(r"[12]\d{3}:[01]\d:[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d")
_ZONE: Final = re.compile(r"[+-][01]\d:[0-5]\d")
_LATITUDE, _LONGITUDE = (1, 2), (3, 4)
# The view is a JPEG: a quarter larger than WEBP of the same look, and ten times as fast to write.
_THUMBNAIL: Final = {"format": "WEBP", "quality": 75, "method": 2}
_VIEW: Final = {"format": "JPEG", "quality": 82}
_LARGEST_PROFILE: Final = 8_192
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooManyPixels(Exception):
    """Carry width and height."""


def look(
    kind: str, data: bytes, most_pixels: int, edges: tuple[int, int], keep_place: bool
) -> dict[str, Any]:
    """Return what the photo is, cleaned bytes, and two smaller copies.

    `edges` are the longer sides of thumbnail and view in pixels; sizes are as displayed.
    Raises TooManyPixels, metadata.Broken, metadata.Moving, or what the decoder raises.
    """
    Image.MAX_IMAGE_PIXELS = None  # counted below, before any pixel is decoded
    with Image.open(BytesIO(data), formats=[kind.upper()]) as image:
        width, height = image.size
        if width * height > most_pixels:
            raise TooManyPixels(width, height)
        facts = _facts(image)
        place = facts.pop("place_block")
        cleaned = clean(kind, data, _block(facts, place if keep_place else {}))
        profile = image.info.get("icc_profile") or b""
        thumbnail_edge, view_edge = edges
        view = _upright(_smaller(image, view_edge), facts["orientation"])
    thumbnail = _smaller(view, thumbnail_edge)
    if facts["orientation"] > 4:
        width, height = height, width
    return {
        "bytes": cleaned,
        "width": width,
        "height": height,
        "taken_at": facts["taken_at"],
        "zone": facts["zone"],
        "had_location": bool(place),
        "location": _position(place) if keep_place else None,
        "thumbnail": _file(thumbnail, _THUMBNAIL, profile),
        "view": _file(view, _VIEW, profile),
        "fingerprint": _fingerprint(thumbnail),
    }


def _facts(image: Image.Image) -> dict[str, Any]:
    exif = image.getexif()
    details = exif.get_ifd(_DETAILS)
    taken, zone = str(details.get(_TAKEN, "")), str(details.get(_OFFSET, ""))
    orientation = exif.get(_ORIENTATION, 1)
    return {
        "orientation": orientation if orientation in range(1, 9) else 1,
        "taken_at": taken if _DATE.fullmatch(taken) else "",
        "zone": zone if _ZONE.fullmatch(zone) else "",
        "place_block": exif.get_ifd(_PLACE),
    }


def _block(facts: dict[str, Any], place: dict[int, Any]) -> bytes:
    """Write a new EXIF block of checked facts only; nothing is copied over as it came."""
    exif = Image.Exif()
    if facts["orientation"] != 1:
        exif[_ORIENTATION] = facts["orientation"]
    if facts["taken_at"]:
        exif.get_ifd(_DETAILS)[_TAKEN] = facts["taken_at"]
        if facts["zone"]:
            exif.get_ifd(_DETAILS)[_OFFSET] = facts["zone"]
    if place and _position(place):
        exif.get_ifd(_PLACE).update({tag: place[tag] for tag in (*_LATITUDE, *_LONGITUDE)})
    has_facts = facts["orientation"] != 1 or facts["taken_at"] or place
    return exif.tobytes().removeprefix(b"Exif\x00\x00") if has_facts else b""


def _position(place: dict[int, Any]) -> tuple[float, float] | None:
    try:
        latitude, longitude = (_degrees(place, pair) for pair in (_LATITUDE, _LONGITUDE))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _degrees(place: dict[int, Any], pair: tuple[int, int]) -> float:
    side, (degrees, minutes, seconds) = place[pair[0]], place[pair[1]]
    if side not in {"N", "S", "E", "W"}:
        raise ValueError(side)
    value = float(degrees) + float(minutes) / 60 + float(seconds) / 3600
    return round(-value if side in {"S", "W"} else value, 6)


def _smaller(image: Image.Image, edge: int) -> Image.Image:
    scale = edge / max(image.size)
    width, height = image.size
    wanted = (max(1, round(width * scale)), max(1, round(height * scale)))
    if scale < 1:
        # JPEG can be decoded at a half, a quarter or an eighth, for a fraction of the work.
        image.draft(None, wanted)
    image = _scalable(image)
    if scale < 1:
        # Smaller first: a large picture is converted pixel by pixel only at its final size.
        image = image.resize(wanted, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return _on_paper(image)


def _scalable(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode.startswith("I"):
        # 16 bits a pixel: keep the upper eight, for a plain conversion would cut at white.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"P", "1"}:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _on_paper(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _file(image: Image.Image, how: dict[str, Any], profile: bytes) -> bytes:
    out = BytesIO()
    kept = profile if len(profile) <= _LARGEST_PROFILE else None
    image.info.clear()
    image.save(out, **how, icc_profile=kept)
    return out.getvalue()


def _fingerprint(image: Image.Image) -> int:
    """Return the 64-bit difference hash: which of two neighbouring pixels is lighter, on 9 × 8."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (grey[row * 9 + column] > grey[row * 9 + column + 1])
    return bits
