"""What a table to be written looks like: sheets, columns and the kinds of their cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["text", "number", "percent", "date", "datetime"]

_WIDTHS: Final = {"text": 24.0, "number": 12.0, "percent": 10.0, "date": 12.0, "datetime": 18.0}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, the kind of its cells, its width in characters (0: by kind).

    Cells of "text" are written as text whatever they look like; "number" takes int, float and
    Decimal, "date" and "datetime" take those. None is an empty cell of any kind.
    """

    label: str
    kind: Kind = "text"
    width: float = 0

    @property
    def characters(self) -> float:
        """Return the width to show, wide enough for the label."""
        # A CJK character is as wide as two digits.
        label = sum(2 if character > "\u2e80" else 1 for character in str(self.label))
        return self.width or max(_WIDTHS[self.kind], min(label + 4, 40))


@dataclass(frozen=True, slots=True)
class SheetToWrite:
    """One sheet: its name, its columns, and its rows, which are taken one by one."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
