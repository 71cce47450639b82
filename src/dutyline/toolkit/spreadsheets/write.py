"""Write XLSX and CSV from an iterator of rows, as a stream, with nothing kept in memory."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from io import StringIO
from typing import TYPE_CHECKING, BinaryIO, Final

from .cells import HEAD, Cells, local, text_cell
from .escaping import escape
from .layout import letters
from .package import fixed_parts, sheet_names, worksheet_head, worksheet_tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .columns import Column, SheetToWrite

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
_AT_ONCE: Final = 200
_MOST_ROWS: Final = 1_048_575
# Level 6 makes a file a fifth smaller and takes half as long again.
_COMPRESSION: Final = 2


def write_xlsx(target: BinaryIO, *sheets: SheetToWrite) -> None:
    """Write the sheets to a binary file, which need not be seekable."""
    target.writelines(stream_xlsx(*sheets))


def stream_xlsx(*sheets: SheetToWrite) -> Iterator[bytes]:
    """Yield an XLSX file piece by piece; rows beyond what a sheet can hold go to further sheets."""
    sink = _Sink()
    names: list[str] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for sheet in sheets:
            rows = iter(sheet.rows)
            more = True
            while more:
                names.append(str(sheet.name))
                part = zipfile.ZipInfo(
                    f"xl/worksheets/sheet{len(names)}.xml", (1980, 1, 1, 0, 0, 0)
                )
                part.compress_type = zipfile.ZIP_DEFLATED
                # The level of the archive is not that of a part with a name of its own.
                part._compresslevel = _COMPRESSION  # type: ignore[attr-defined]
                with archive.open(part, "w", force_zip64=True) as stream:
                    count = 0
                    for text, count in _worksheet(sheet.columns, rows):  # noqa: B007
                        stream.write(text.encode())
                        yield sink.taken()
                more = count >= _MOST_ROWS
        for name, body in fixed_parts(sheet_names(names)).items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body)
    yield sink.taken()


def _worksheet(
    columns: Sequence[Column], rows: Iterator[Sequence[object]]
) -> Iterator[tuple[str, int]]:
    places = [
        (f'<c r="{letters(index)}', Cells(column.kind)) for index, column in enumerate(columns)
    ]
    head = "".join(
        f'{begun}1"{text_cell(column.label, HEAD)}'
        for (begun, _), column in zip(places, columns, strict=True)
    )
    yield worksheet_head([c.characters for c in columns]) + f'<row r="1">{head}</row>', 0
    batch: list[str] = []
    count = 0
    for count, row in enumerate(_first(rows, _MOST_ROWS), start=1):
        number = count + 1
        cells = [
            f'{begun}{number}"{cells_of[value]}'
            for (begun, cells_of), value in zip(places, row, strict=True)
            if value is not None and value != ""
        ]
        batch.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(batch) == _AT_ONCE:
            yield "".join(batch), count
            batch.clear()
    last = f"{letters(len(columns) - 1)}{count + 1}"
    yield "".join(batch) + worksheet_tail(last), count


def _first(rows: Iterator[Sequence[object]], most: int) -> Iterator[Sequence[object]]:
    # The next sheet goes on with the row after, so none may be taken and thrown away.
    for _ in range(most):
        try:
            yield next(rows)
        except StopIteration:
            return


def write_csv(
    target: BinaryIO, columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> None:
    """Write a CSV file with a byte-order mark."""
    target.writelines(stream_csv(columns, rows))


def stream_csv(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a CSV file piece by piece: UTF-8 with its mark, ISO dates, formulas escaped."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([escape(str(column.label)) for column in columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if count % _AT_ONCE == 0:
            yield buffer.getvalue().encode("utf-8", "surrogatepass")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "surrogatepass")


def _csv_cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dt.datetime):
        return local(value).isoformat(" ")
    if isinstance(value, (int, float, dt.date)):
        return value
    return _number_or_text(str(value))


def _number_or_text(text: str) -> str:
    # A negative Decimal begins with a sign and is still a number.
    digits = text.removeprefix("-").replace(".", "", 1)
    return text if digits.isascii() and digits.isdigit() else escape(text)


class _Sink:
    """Collect what the archive writes until it is taken; it cannot be rewound."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._position = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        return

    def taken(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data
