"""Counts obligations by unit and day, and says which units and days are to be counted."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from dutyline.kernel.duties.sql.values import day, execute, fill, rows

Pair = tuple[str, date]
"""A unit path and a day."""

_PAIRS = {
    "sqlite": """SELECT json_extract(value, '$[0]') AS path, json_extract(value, '$[1]') AS day
        FROM json_each(%s)""",
    "postgresql": """SELECT value->>0 AS path, (value->>1)::date AS day
        FROM jsonb_array_elements(%s::jsonb)""",
}
_CLAIM = {
    "postgresql": [
        """WITH claimed AS (
            UPDATE duties_obligation SET recount = FALSE WHERE recount RETURNING unit_path, due_on)
        INSERT INTO duties_summarymark (unit_path, day)
        SELECT DISTINCT unit_path, due_on FROM claimed"""
    ],
    # SQLite has one writer at a time, so nothing can come between the two.
    "sqlite": [
        """INSERT INTO duties_summarymark (unit_path, day)
        SELECT DISTINCT unit_path, due_on FROM duties_obligation WHERE recount""",
        "UPDATE duties_obligation SET recount = FALSE WHERE recount",
    ],
}
_COUNT = """
WITH m AS MATERIALIZED ({pairs})
SELECT o.unit_path, o.due_on, o.level,
    CASE WHEN v.evidence_kind = '' THEN v.indicator ELSE v.evidence_kind END, o.state, count(*)
FROM m
JOIN duties_obligation o ON o.unit_path = m.path AND o.due_on = m.day
JOIN duties_dutyversion v ON v.id = o.version_id
GROUP BY 1, 2, 3, 4, 5
"""
_MARK_ALL = """
INSERT INTO duties_summarymark (unit_path, day)
SELECT DISTINCT unit_path, due_on FROM duties_obligation
"""
_STRENGTH = """
SELECT uv.path, pv.level, count(*)
FROM organisation_postversion pv
JOIN organisation_unitversion uv ON uv.unit_id = pv.unit_id
    AND uv.valid_from <= %s AND (uv.valid_to IS NULL OR uv.valid_to > %s)
WHERE pv.valid_from <= %s AND (pv.valid_to IS NULL OR pv.valid_to > %s)
GROUP BY 1, 2
"""


def claim() -> set[Pair]:
    """Return the units and days to count again, which are then no longer marked."""
    for sql in _CLAIM[connection.vendor]:
        execute(sql)
    found = rows("DELETE FROM duties_summarymark RETURNING unit_path, day")
    return {(path, on) for path, value in found if (on := day(value)) is not None}


def mark_everything() -> None:
    """Mark every unit and day there is anything to count of."""
    execute(_MARK_ALL)


def count_pairs(pairs: Iterable[Pair]) -> list[tuple[str, date, int, str, str, int]]:
    """Return (path, day, level, kind, state, count) of the units' own posts on these days."""
    told = json.dumps([[path, on.isoformat()] for path, on in pairs])
    found = rows(fill(_COUNT, pairs=_PAIRS[connection.vendor]), [told])
    return [(path, day(on), *rest) for path, on, *rest in found]


def posts_by_level(on: date) -> list[tuple[str, int, int]]:
    """Return (unit path, level, number of posts) of every unit on a day."""
    found: list[tuple[Any, ...]] = rows(_STRENGTH, [on] * 4)
    return [(path, level, count) for path, level, count in found]
