"""How large a table file may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound a table file: its bytes, its sheets, each sheet's rows and columns, the child's memory.

    `memory` is in MiB, `seconds` by the wall clock.
    """

    bytes: int = 50 * 1024 * 1024
    sheets: int = 60
    rows: int = 200_000
    columns: int = 500
    memory: int = 1_536
    seconds: float = 60.0


ORDINARY: Final = Limits()
