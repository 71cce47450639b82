"""Opens the periods of a cadence for every post that is simply held through them: one statement.

Whoever is not – somebody comes or goes, acts, is on leave, the duty changes, the post is vacant –
is left out here and worked out by the rules, see `operations.reallocating`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from dutyline.kernel.duties.sql.planning import joined_as_written
from dutyline.kernel.duties.sql.values import execute, fill, rows, running, stamp

WORDS = {
    "sqlite": {
        "windows": """SELECT json_extract(value, '$[0]') AS scope,
            json_extract(value, '$[1]') AS key, json_extract(value, '$[2]') AS first,
            json_extract(value, '$[3]') AS past, json_extract(value, '$[4]') AS starts_at,
            json_extract(value, '$[5]') AS due_at, json_extract(value, '$[6]') AS due_on,
            json_extract(value, '$[7]') AS days, json_extract(value, '$[8]') AS fresh
            FROM json_each(%s)""",
        "graces": """SELECT json_extract(value, '$[0]') AS scope,
            json_extract(value, '$[1]') AS key, json_extract(value, '$[2]') AS grace_days,
            json_extract(value, '$[3]') AS grace_until FROM json_each(%s)""",
        "scopes": """SELECT json_extract(value, '$[0]') AS unit_id,
            json_extract(value, '$[1]') AS scope FROM json_each(%s)""",
        "moment": "text",
        # In the order written: a post after the other, as the rows lie in the indexes.
        "then": "CROSS JOIN",
    },
    "postgresql": {
        "windows": """SELECT value->>0 AS scope, value->>1 AS key, (value->>2)::date AS first,
            (value->>3)::date AS past, (value->>4)::timestamptz AS starts_at,
            (value->>5)::timestamptz AS due_at, (value->>6)::date AS due_on,
            (value->>7)::int AS days, (value->>8)::boolean AS fresh
            FROM jsonb_array_elements(%s::jsonb)""",
        "graces": """SELECT value->>0 AS scope, value->>1 AS key, (value->>2)::int AS grace_days,
            (value->>3)::timestamptz AS grace_until FROM jsonb_array_elements(%s::jsonb)""",
        "scopes": """SELECT (value->>0)::bigint AS unit_id, value->>1 AS scope
            FROM jsonb_array_elements(%s::jsonb)""",
        "moment": "timestamptz",
        "then": "JOIN",
    },
}

_OPEN = """
WITH w AS MATERIALIZED ({windows}),
r AS MATERIALIZED ({graces}),
s AS MATERIALIZED ({scopes}),
v AS MATERIALIZED (
    SELECT v.id, v.duty_id, v.owed, v.amount, w.scope, w.key, r.grace_until
    FROM duties_dutyversion v
    JOIN w ON {v_runs}
    JOIN r ON r.scope = w.scope AND r.key = w.key AND r.grace_days = v.grace_days
    WHERE v.cadence = %s AND NOT EXISTS (
        SELECT 1 FROM duties_dutyversion n
        WHERE n.duty_id = v.duty_id AND n.at_once
            AND n.valid_from > w.first AND n.valid_from < w.past)
),
c AS MATERIALIZED (
    SELECT a.id, a.post_id, a.person_id, pv.unit_id, pv.level, uv.path, w.scope, w.key, w.first,
        w.past, w.starts_at, w.due_at, w.due_on, w.days
    FROM organisation_appointment a
    JOIN organisation_postversion pv ON pv.post_id = a.post_id
    JOIN s ON s.unit_id = pv.unit_id
    JOIN w ON w.scope = s.scope AND {pv_runs}
    JOIN organisation_unitversion uv ON uv.unit_id = pv.unit_id AND {uv_runs}
    JOIN duties_postmark m ON m.post_id = a.post_id AND (w.fresh OR m.stale IS NULL)
    WHERE NOT a.acting AND a.valid_from <= w.first
        AND (a.valid_to IS NULL OR a.valid_to >= w.past)
        AND NOT EXISTS (
            SELECT 1 FROM organisation_leave l WHERE l.person_id = a.person_id
                AND l.valid_from < w.past AND (l.valid_to IS NULL OR l.valid_to > w.first))
        AND NOT EXISTS (
            SELECT 1 FROM organisation_appointment x
            WHERE x.post_id = a.post_id AND x.acting_for_id = a.id AND x.valid_from < w.past
                AND (x.valid_to IS NULL OR x.valid_to > w.first))
)
INSERT INTO duties_obligation (version_id, post_id, appointment_id, person_id, covered_by_id,
    unit_id, unit_path, level, period, about, starts_on, starts_at, due_at, grace_until,
    due_on, days_held,
    days_of_period, amount, done, state, reason, settled_at, closed_at, recount)
SELECT v.id, c.post_id, c.id, c.person_id, CAST(NULL AS bigint),
    c.unit_id, c.path, c.level, c.key, '', c.first, c.starts_at, c.due_at, v.grace_until,
    c.due_on, c.days,
    c.days, v.amount, 0, 'open', '', {never}, {never}, FALSE
FROM c
{then} duties_postduty pd ON pd.post_id = c.post_id AND pd.valid_from <= c.first
    AND (pd.valid_to IS NULL OR pd.valid_to >= c.past)
{then} v ON v.duty_id = pd.duty_id AND v.scope = c.scope AND v.key = c.key
WHERE v.owed = 'each'
UNION ALL
SELECT v.id, t.post_id, CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS bigint),
    t.unit_id, t.path, t.level, t.key, '', t.first, t.starts_at, t.due_at, v.grace_until,
    t.due_on, t.days,
    t.days, v.amount, 0, 'open', '', {never}, {never}, FALSE
FROM (SELECT DISTINCT post_id, unit_id, path, level, scope, key, first, past, starts_at, due_at,
    due_on, days FROM c) t
{then} duties_postduty pd ON pd.post_id = t.post_id AND pd.valid_from <= t.first
    AND (pd.valid_to IS NULL OR pd.valid_to >= t.past)
{then} v ON v.duty_id = pd.duty_id AND v.scope = t.scope AND v.key = t.key
WHERE v.owed = 'together'
ON CONFLICT DO NOTHING
"""
_COUNT_THESE = """
INSERT INTO duties_summarymark (unit_path, day)
SELECT DISTINCT unit_path, due_on FROM duties_obligation WHERE id > %s
"""
# Whoever showed something before his obligation was opened must not wait for the next piece.
_SHOWN_BEFORE = """
SELECT DISTINCT o.post_id FROM duties_obligation o
JOIN duties_dutyversion v ON v.id = o.version_id
JOIN duties_evidence e ON e.person_id = o.person_id AND e.kind = v.evidence_kind
    AND e.occurred_at >= o.starts_at AND e.occurred_at <= o.grace_until
WHERE o.id > %s AND o.starts_at <= %s
UNION
SELECT DISTINCT o.post_id FROM duties_obligation o
JOIN duties_dutyversion v ON v.id = o.version_id
JOIN organisation_appointment a ON a.post_id = o.post_id
JOIN duties_evidence e ON e.person_id = a.person_id AND e.kind = v.evidence_kind
    AND e.occurred_at >= o.starts_at AND e.occurred_at <= o.grace_until
WHERE o.id > %s AND o.starts_at <= %s AND o.person_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """A period of a scope to open; `fresh` for everybody, else for posts that are new here."""

    scope: str
    key: str
    first: date
    past: date
    starts_at: datetime
    due_at: datetime
    due_on: date
    fresh: bool
    graces: Mapping[int, datetime]


def open_simply(cadence: str, openings: Iterable[Opening], scopes: Mapping[int, str]) -> int:
    """Open these periods for every post simply held through them; return how many rows."""
    windows, graces = [], []
    for each in openings:
        days = (each.past - each.first).days
        window = [each.scope, each.key, each.first, each.past]
        moments = [_text(each.starts_at), _text(each.due_at)]
        windows.append([*window, *moments, each.due_on, days, each.fresh])
        for grace, until in each.graces.items():
            graces.append([each.scope, each.key, grace, _text(until)])
    words = dict(WORDS[connection.vendor])
    moment = words.pop("moment")
    sql = fill(
        _OPEN,
        **words,
        v_runs=running("v", "w.first"),
        pv_runs=running("pv", "w.first"),
        uv_runs=running("uv", "w.first"),
        never=f"CAST(NULL AS {moment})",
    )
    told = [json.dumps(each, default=str) for each in (windows, graces, list(scopes.items()))]
    with joined_as_written():
        return execute(sql, [*told, cadence])


def last_obligation() -> int:
    """Return the id of the newest obligation, 0 where there is none."""
    return int(rows("SELECT COALESCE(max(id), 0) FROM duties_obligation")[0][0])


def mark_for_counting(after: int) -> None:
    """Have boards count the days of every obligation newer than `after`."""
    execute(_COUNT_THESE, [after])


def posts_shown_before(after: int, now: datetime) -> list[int]:
    """Return the posts that have evidence for obligations newer than `after` that have begun."""
    return [row[0] for row in rows(_SHOWN_BEFORE, [after, stamp(now), after, stamp(now)])]


def _text(moment: datetime) -> Any:
    return str(stamp(moment))
