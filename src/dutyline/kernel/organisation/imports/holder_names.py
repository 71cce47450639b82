"""Parts the names that share one cell: job shares, two operators of one post."""

import re
from typing import Final

_ASIDE: Final = re.compile(
    r"\s*[(（]\s*(?:job[\s-]?share[rds]*|shared?|acting|interim|temporary|temp|part[\s-]?time|"
    r"on loan|secondment|seconded|maternity cover|cover(?:ing)?|兼任?|兼职|代|代理|暂代|主持工作|"
    r"挂职|临时|借调)\s*[)）]",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"\s*[、;；|]\s*"
    r"|(?<=[一-鿿])\s*[,，/／]\s*(?=[一-鿿])"
    r"|(?<=[一-鿿])[ \t]*\n[ \t]*(?=[一-鿿]{2})"
    r"|(?<=[^一-鿿\s])\s*\n\s*(?=[^一-鿿\s])"
    r"|\s+[/／&＆]\s+"
    r"|\s+and\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_CHINESE: Final = re.compile(r"[一-鿿·]+")


def part_names(text: str) -> tuple[str, ...]:
    """Return the names in a cell, without asides such as "(job share)" or （兼）.

    A comma parts only Chinese names ("Smith, John" is one person); a slash without spaces only
    where a whole name stands on both sides of it.
    """
    bare = _ASIDE.sub("", text)
    parts = [piece for part in _PARTS.split(bare) for piece in _at_slash(part)]
    return tuple(dict.fromkeys(name for part in parts for name in _at_spaces(part)))


def _at_slash(part: str) -> list[str]:
    pieces = part.split("/")
    whole = len(pieces) > 1 and all(len(piece.split()) > 1 for piece in pieces)
    return pieces if whole else [part]


def _at_spaces(part: str) -> list[str]:
    words = part.split()
    if not words or not all(map(_CHINESE.fullmatch, words)):
        return [" ".join(words)] if words else []
    # A name padded to the width of three ("张　三"), or broken over two lines, is one.
    return words if min(map(len, words)) > 1 else ["".join(words)]
