"""Keeps the tables of docs/performance.md: a run replaces its own and leaves the others."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAPER = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MARKS = {True: "met", False: "**missed**", None: ""}


def keep(database: str, part: str, found: dict[str, Any]) -> None:
    """Put the table of one database and part into the paper."""
    key = f"{database} {part}"
    begin, end = f"<!-- {key} -->", f"<!-- end of {key} -->"
    text = PAPER.read_text()
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{PAPER} has no place for {key}")
    table = f"{begin}\n{_table(database, found)}\n{end}"
    PAPER.write_text(pattern.sub(lambda _match: table, text))


def _table(database: str, found: dict[str, Any]) -> str:
    day = datetime.now(UTC).date()
    lines = found["lines"]
    rows = [
        f"{database}, {found['size']}; {found['where']}; {day}.",
        "",
        "| Measured | Result | Goal | |",
        "|---|--:|--:|---|",
        *(f"| {what} | {value} | {goal} | {MARKS[met]} |" for what, value, goal, met in lines),
    ]
    return "\n".join(rows)
