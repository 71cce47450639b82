"""Take everything but the picture out of a JPEG, PNG or WEBP file without touching its pixels.

What stays: pixels, colour profile, and the EXIF block given. What goes: places, names, serial
numbers, comments, embedded previews, and whatever hides behind the end of the picture.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Final

_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JPEG_KEPT: Final = {0xDB, 0xC4, 0xDD, 0xCC, *(0xC0 + n for n in range(16) if n not in {4, 8, 12})}
_JPEG_APP_KEPT: Final = ((0xE0, b"JFIF\x00"), (0xE2, b"ICC_PROFILE\x00"), (0xEE, b"Adobe"))
_PNG_KEPT: Final = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs", b"cICP",
}  # fmt: skip
_WEBP_KEPT: Final = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP"}
_WEBP_HAS_EXIF, _WEBP_HAS_XMP, _WEBP_MOVES = 0x08, 0x04, 0x02


class Broken(Exception):
    """Tell that the file does not follow its format."""


class Moving(Exception):
    """Tell that the picture is animated."""


def clean(kind: str, data: bytes, exif: bytes) -> bytes:
    """Return the file with no metadata but this EXIF block (TIFF bytes; empty for none)."""
    return {"jpeg": _jpeg, "png": _png, "webp": _webp}[kind](data, exif)


def _jpeg(data: bytes, exif: bytes) -> bytes:
    parts = [b"\xff\xd8"]
    position = 2
    inserted = not exif
    while True:
        marker, position = _marker(data, position)
        if marker == 0xD9:
            return b"".join([*parts, b"\xff\xd9"])
        length = int.from_bytes(data[position : position + 2], "big")
        body = data[position + 2 : position + length]
        if length < 2 or len(body) != length - 2:
            raise Broken
        segment = b"\xff" + bytes([marker]) + data[position : position + length]
        position += length
        is_head = any(marker == app and body.startswith(name) for app, name in _JPEG_APP_KEPT)
        if not inserted and not (marker == 0xE0 and is_head):
            parts.append(_app1(exif))
            inserted = True
        if is_head or marker in _JPEG_KEPT:
            parts.append(segment)
        elif marker == 0xDA:
            end = _NEXT_MARKER.search(data, position)
            if not end:
                raise Broken
            parts += [segment, data[position : end.start()]]
            position = end.start()
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            raise Broken


def _marker(data: bytes, position: int) -> tuple[int, int]:
    if data[position : position + 1] != b"\xff":
        raise Broken
    while data[position : position + 1] == b"\xff":
        position += 1
    if position >= len(data):
        raise Broken
    return data[position], position + 1


def _app1(exif: bytes) -> bytes:
    body = b"Exif\x00\x00" + exif
    return b"\xff\xe1" + struct.pack("!H", len(body) + 2) + body


def _png(data: bytes, exif: bytes) -> bytes:
    parts = [data[:8]]
    position = 8
    while True:
        head = data[position : position + 8]
        if len(head) < 8:
            raise Broken
        length, name = struct.unpack("!I4s", head)
        end = position + 12 + length
        if end > len(data):
            raise Broken
        if name == b"acTL":
            raise Moving
        if name in _PNG_KEPT:
            parts.append(data[position:end])
        if name == b"IHDR" and exif:
            parts.append(_chunk(b"eXIf", exif))
        if name == b"IEND":
            return b"".join(parts)
        position = end


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))


def _webp(data: bytes, exif: bytes) -> bytes:
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    parts: list[bytes] = []
    position = 12
    extended = False
    while position + 8 <= end:
        name, length = struct.unpack("<4sI", data[position : position + 8])
        body = data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
        if len(body) != length:
            raise Broken
        if name in {b"ANIM", b"ANMF"}:
            raise Moving
        if name == b"VP8X":
            extended = True
            body = bytes([_webp_flags(body, has_exif=bool(exif))]) + body[1:]
        if name in _WEBP_KEPT:
            parts.append(_riff(name, body))
    if not parts:
        raise Broken
    if exif and extended:
        parts.append(_riff(b"EXIF", exif))
    whole = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _webp_flags(body: bytes, *, has_exif: bool) -> int:
    if not body or body[0] & _WEBP_MOVES:
        raise Moving
    return body[0] & ~(_WEBP_HAS_XMP | _WEBP_HAS_EXIF) | (_WEBP_HAS_EXIF if has_exif else 0)


def _riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
