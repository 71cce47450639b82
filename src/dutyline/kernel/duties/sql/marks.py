"""Finds the posts whose obligations must be worked out: new ones, and those that changed."""

from datetime import date

from django.db import connection

from dutyline.kernel.duties.sql.planning import joined_as_written
from dutyline.kernel.duties.sql.values import execute, fill, overlapping

DAY_NUMBER = {
    "sqlite": "CAST(julianday({0}) AS INTEGER)",
    "postgresql": "({0} - DATE '2000-01-01')",
}

# Sums weighted by id notice a row added, moved or ended. Texts of paths notice a unit that moved.
_MARK = """
WITH version AS (
    SELECT duty_id, sum(id * (3 * {v_from} + {v_to} + grace_days) + CAST(amount * 100 AS bigint)
        + CASE WHEN at_once THEN id ELSE 0 END) AS mark
    FROM duties_dutyversion v GROUP BY duty_id
), owing AS (
    SELECT pd.post_id, count(*) AS n, sum(pd.id * (3 * {pd_from} + {pd_to})) AS mark,
        sum(version.mark) AS versions
    FROM duties_postduty pd JOIN version ON version.duty_id = pd.duty_id GROUP BY pd.post_id
), held AS (
    SELECT post_id, count(*) AS n,
        sum(a.id * (3 * {a_from} + {a_to}) + COALESCE(a.acting_for_id, 0)) AS mark
    FROM organisation_appointment a GROUP BY post_id
), away AS (
    SELECT a.post_id, sum(l.id * (3 * {l_from} + {l_to})) AS mark
    FROM organisation_leave l JOIN organisation_appointment a ON a.person_id = l.person_id
    GROUP BY a.post_id
), place AS (
    SELECT unit_id, count(*) AS n, sum(uv.id * (3 * {uv_from} + {uv_to})) AS mark,
        min(path) AS low, max(path) AS high
    FROM organisation_unitversion uv GROUP BY unit_id
), lie AS (
    SELECT pv.post_id, sum(pv.id * (3 * {pv_from} + {pv_to}) + pv.level) AS mark,
        sum(place.mark) AS units, min(place.low) AS low, max(place.high) AS high
    FROM organisation_postversion pv JOIN place ON place.unit_id = pv.unit_id GROUP BY pv.post_id
)
INSERT INTO duties_postmark (post_id, digest, stale)
SELECT owing.post_id, owing.n || ' ' || owing.mark || ' ' || owing.versions
    || ' ' || COALESCE(held.n, 0) || ' ' || COALESCE(held.mark, 0)
    || ' ' || COALESCE(away.mark, 0)
    || ' ' || COALESCE(lie.mark, 0) || ' ' || COALESCE(lie.units, 0)
    || ' ' || COALESCE(lie.low, '') || ' ' || COALESCE(lie.high, ''), NULL
FROM owing
LEFT JOIN held ON held.post_id = owing.post_id
LEFT JOIN away ON away.post_id = owing.post_id
LEFT JOIN lie ON lie.post_id = owing.post_id
WHERE TRUE
ON CONFLICT (post_id) DO UPDATE SET digest = excluded.digest,
    stale = CASE WHEN duties_postmark.stale IS NULL THEN NULL ELSE TRUE END
    WHERE duties_postmark.digest <> excluded.digest
"""
_DISTURBED = """
UPDATE duties_postmark SET stale = TRUE
WHERE ({fresh} OR stale IS NULL) AND post_id IN (
    SELECT post_id FROM (
        SELECT a.post_id FROM organisation_appointment a
        WHERE {over_a} AND (a.valid_from > %s OR a.valid_to < %s OR a.acting)
        UNION
        SELECT a.post_id FROM organisation_leave l
        JOIN organisation_appointment a ON a.person_id = l.person_id
        WHERE {over_l} AND {over_a}
        UNION
        SELECT pd.post_id FROM duties_postduty pd
        WHERE {over_pd} AND (pd.valid_from > %s OR pd.valid_to < %s)
        UNION
        SELECT pd.post_id FROM duties_dutyversion v
        JOIN duties_postduty pd ON pd.duty_id = v.duty_id AND {over_pd}
        WHERE v.cadence = %s AND v.valid_from > %s AND v.valid_from < %s
            AND (v.at_once OR v.number = 1)
        UNION
        SELECT p.id FROM organisation_post p
        WHERE {over_p} AND NOT EXISTS (
            SELECT 1 FROM organisation_appointment a
            WHERE a.post_id = p.id AND NOT a.acting AND a.valid_from <= %s
                AND (a.valid_to IS NULL OR a.valid_to >= %s))
        AND EXISTS (
            SELECT 1 FROM duties_postduty pd
            JOIN duties_dutyversion v ON v.duty_id = pd.duty_id
            WHERE pd.post_id = p.id AND v.cadence = %s AND v.owed = 'together')
    ) disturbed
    WHERE EXISTS (
        SELECT 1 FROM duties_postduty pd
        JOIN duties_dutyversion v ON v.duty_id = pd.duty_id AND v.cadence = %s
        WHERE pd.post_id = disturbed.post_id)
)
"""


def mark_posts() -> int:
    """Mark the posts that are new here, or changed since their obligations were worked out."""
    number = DAY_NUMBER[connection.vendor]
    words = {}
    for alias in ("v", "pd", "a", "l", "uv", "pv"):
        words[f"{alias}_from"] = number.format(f"{alias}.valid_from")
        words[f"{alias}_to"] = f"COALESCE({number.format(f'{alias}.valid_to')}, 0)"
    with joined_as_written():
        return execute(fill(_MARK, **words))


def mark_disturbed(cadence: str, first: date, end: date, *, fresh: bool) -> int:
    """Mark the posts of a cadence that are not simply held through all of `first <= day < end`.

    That is: somebody comes, goes, acts or is on leave, the duty begins, ends or changes at once,
    or nobody holds the post at all. Without `fresh`, only among posts that are new here.
    """
    over = {f"over_{alias}": overlapping(alias) for alias in ("a", "l", "pd", "p")}
    sql = fill(_DISTURBED, fresh="TRUE" if fresh else "FALSE", **over)
    span = [end, first]
    return execute(
        sql,
        [
            *span,
            *(first, end),
            *span,
            *span,
            *span,
            *(first, end),
            *span,
            *(cadence, first, end),
            *span,
            *(first, end),
            cadence,
            cadence,
        ],
    )
