"""Read CSV, TSV and semicolon files."""

from __future__ import annotations

import csv
import math
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final

from .decisions import DELIMITERS, Decision
from .encoding import decode
from .escaping import unescape
from .refused import FileRefused
from .workbook import Cell, Line, Sheet, Workbook, trimmed

if TYPE_CHECKING:
    from .limits import Limits

_CANDIDATES: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 65_536
_CONTROL: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
# The module's own bound of 128 KiB a cell is too small for a pasted report, and is process-wide.
csv.field_size_limit(10 * 1024 * 1024)


def read_text(
    data: bytes, name: str, limits: Limits, encoding: str | None, delimiter: str | None
) -> Workbook:
    """Read bytes as delimited text; raise FileRefused."""
    text, found, sure = decode(data, encoding)
    sample = text[:_SAMPLE]
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if not marked and len(sample.translate(_CONTROL)) < 0.98 * len(sample):
        raise FileRefused("type")
    text, told = _told_delimiter(text)
    delimiter = delimiter or told or find_delimiter(text[:_SAMPLE])
    decisions = (
        Decision("encoding" if sure else "encoding_unsure", {"encoding": found.upper()}),
        Decision("delimiter", {"delimiter": DELIMITERS.get(delimiter, repr(delimiter))}),
    )
    title = name.rpartition("/")[2].rpartition(".")[0] or name
    lines, numbers = _rows(text, delimiter, title, limits)
    skipped = 1 if told else 0
    if skipped:
        lines.insert(0, ())
        numbers = [1, *(number + 1 for number in numbers)]
    sheet = Sheet(title, lines, file_lines=tuple(numbers))
    return Workbook(name, "csv", (sheet,), decisions, found, delimiter)


def find_delimiter(sample: str) -> str:
    """Return the character that parts the sample into the most even columns; a comma if none."""

    def evenness(delimiter: str) -> float:
        widths = Counter(
            len(record)
            for record in _first_records(sample, delimiter)
            if len(record) > 1 or any(record)
        )
        common = max(widths, key=lambda width: (widths[width], width), default=1)
        return widths[common] / max(1, widths.total()) * math.log(common)

    return max(_CANDIDATES, key=evenness)


def _first_records(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(StringIO(sample, newline=""), delimiter=delimiter), 60))
    except csv.Error:
        return []


def _told_delimiter(text: str) -> tuple[str, str | None]:
    # Excel writes and understands a first line such as "sep=;".
    first, _, rest = text.partition("\n")
    first = first.strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return rest, first[4]
    return text, None


def _rows(text: str, delimiter: str, sheet: str, limits: Limits) -> tuple[list[Line], list[int]]:
    lines: list[Line] = []
    numbers: list[int] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    begun = 1
    try:
        for record in reader:
            if len(lines) >= limits.rows:
                raise FileRefused("rows", sheet=sheet, count=f"> {limits.rows}", limit=limits.rows)
            if len(record) > limits.columns:
                raise FileRefused("columns", sheet=sheet, count=len(record), limit=limits.columns)
            cells: list[Cell] = [unescape(value) for value in record]
            lines.append(trimmed(cells))
            numbers.append(begun)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused("damaged") from error
    while lines and not lines[-1]:
        lines.pop()
        numbers.pop()
    return lines, numbers
