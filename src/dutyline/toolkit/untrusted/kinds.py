"""Tell what a file is from its first bytes, never from its name."""

from __future__ import annotations

from typing import Final

_MAGIC: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
# Brands of ISO base media files: what a phone writes when it "saves space".
_HEIF_BRANDS: Final = {
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"hevx",
    b"mif1",
    b"msf1",
    b"avif",
    b"avis",
}
_MARKUP_STARTS: Final = (
    b"<!doctype",
    b"<html",
    b"<svg",
    b"<?xml",
    b"<script",
    b"<table",
    b"<body",
    b"<head",
    b"<!--",
)
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(head: bytes) -> str:
    """Name the kind of a file from its first 64 bytes or more.

    Answers: jpeg png webp gif bmp tiff heif video zip ole pdf rtf archive program markup empty
    other.
    "other" covers plain text, which has no magic: whoever wants text must decode it.
    """
    if not head.strip(b"\x00 \t\r\n"):
        return "empty"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "heif" if head[8:12] in _HEIF_BRANDS else "video"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            # Two ASCII letters are too little to call a text file a bitmap or a program.
            if len(magic) == 2 and magic.isalpha() and not _binary(head):
                continue
            return kind
    return "markup" if looks_like_markup(head) else "other"


def looks_like_markup(head: bytes) -> bool:
    """Tell whether the bytes begin like HTML, SVG or XML, which a browser would run or draw."""
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\x00", b"").lstrip().lower().startswith(_MARKUP_STARTS)


def _binary(head: bytes) -> bool:
    return any(byte < 9 for byte in head[:64])
