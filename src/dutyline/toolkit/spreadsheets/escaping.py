"""Keep text in a CSV file from becoming a formula, in a way our own reader takes back."""

from __future__ import annotations

import re
from typing import Final

# What spreadsheet programs take for the start of a formula, and their full-width twins.
FORMULA_STARTS: Final = frozenset("=+-@\t\r\n\x00＝＋－＠")
_CLASS: Final = f"[{re.escape(''.join(sorted(FORMULA_STARTS)))}]"
_DANGEROUS: Final = re.compile(f"'*{_CLASS}")
_ESCAPED: Final = re.compile(f"'+{_CLASS}")


def escape(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet program could run."""
    return "'" + text if _DANGEROUS.match(text) else text


def unescape(text: str) -> str:
    """Take back the apostrophe that `escape` put there."""
    return text[1:] if _ESCAPED.match(text) else text
