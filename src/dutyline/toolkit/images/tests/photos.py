"""Make photos as phones and strangers send them."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

SHANGHAI = {1: "N", 2: (31.0, 14.0, 5.5), 3: "E", 4: (121.0, 28.0, 0.0)}
SCRIPT = "<script>alert(1)</script>"


def picture(width: int = 320, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Return a picture whose top left corner can be told: red there, blue elsewhere."""
    image = Image.new("RGB", (width, height), (30, 60, 160))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 3, height // 3), fill=(220, 20, 20))
    draw.ellipse((width // 2, height // 3, width - 9, height - 9), fill=(240, 240, 90))
    return image.convert(mode)


def exif(orientation: int = 1, place: bool = True) -> Image.Exif:
    """Return what a phone writes, and a payload where the maker's name stands."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = SCRIPT
    block[0x9C9C] = SCRIPT.encode("utf-16-le")
    details = block.get_ifd(0x8769)
    details[0x9003] = "2026:11:20 14:05:06"
    details[0x9011] = "+08:00"
    details[0x927C] = b"serial number 12345"
    if place:
        block.get_ifd(0x8825).update(SHANGHAI)
    return block


def photo(kind: str = "JPEG", image: Image.Image | None = None, **how: Any) -> bytes:
    """Return the file of a picture."""
    out = io.BytesIO()
    (image or picture()).save(out, kind, **how)
    return out.getvalue()
