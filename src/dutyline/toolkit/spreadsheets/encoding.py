"""Find out in which characters a text file is written."""

from __future__ import annotations

from typing import Final

from .refused import FileRefused

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE: Final = 200_000
# The 3,755 characters of GB2312 level 1 make up nearly all of ordinary Chinese; text of another
# encoding misread as GB18030 hits them no more often than by chance.
_LEVEL_1: Final = (b"\xb0\xa1", b"\xd7\xf9")
_SYMBOLS: Final = (b"\xa1\xa1", b"\xa9\xfe")
_COMMON_SHARE: Final = 0.75
_NAMES: Final = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str, bool]:
    """Return the text, the name of its encoding, and whether that is certain.

    Tries a byte-order mark, UTF-16 without one, UTF-8, GB18030, then Windows-1252.
    `encoding` overrules all of it. Raises FileRefused.
    """
    if encoding:
        return _strictly(_unmarked(data), encoding), encoding, True
    for mark, found in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], found), found, True
    if b"\x00" in data[:_SAMPLE]:
        return _wide(data)
    try:
        return data.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError as error:
        broken = error
    if _mostly_utf_8(data):
        raise FileRefused(
            "encoding_line", line=data.count(b"\n", 0, broken.start) + 1, encoding="UTF-8"
        )
    chinese = _decoded(data, "gb18030")
    if chinese is not None and _looks_chinese(chinese[:_SAMPLE]):
        return chinese, "gb18030", True
    western = _decoded(data, "cp1252")
    if western is not None:
        return western, "windows-1252", False
    if chinese is not None:
        return chinese, "gb18030", False
    raise FileRefused("encoding")


def _unmarked(data: bytes) -> bytes:
    for mark, _ in _BOMS:
        data = data.removeprefix(mark)
    return data


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.decode(encoding, "ignore").count("\n", 0, error.start) + 1
        name = _NAMES.get(encoding, encoding)
        raise FileRefused("encoding_line", line=line, encoding=name) from error
    except LookupError as error:
        raise FileRefused("encoding") from error


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> tuple[str, str, bool]:
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample) // 2 or min(even, odd) * 4 > max(even, odd):
        raise FileRefused("type")
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    return _strictly(data, encoding), encoding, True


def _mostly_utf_8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole > 10 * broken


def _looks_chinese(text: str) -> bool:
    special = [character for character in text if character > "\x7f"]
    common = 0
    for character in special:
        code = character.encode("gb18030")
        common += _LEVEL_1[0] <= code <= _LEVEL_1[1] or _SYMBOLS[0] <= code <= _SYMBOLS[1]
    return common >= _COMMON_SHARE * len(special)
