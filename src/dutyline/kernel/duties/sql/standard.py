"""Gives posts the duties of their standard posts, in one statement."""

from collections.abc import Sequence
from datetime import date

from dutyline.kernel.duties.sql.values import execute, fill, places, rows

_SQL = """
INSERT INTO duties_postduty (post_id, duty_id, valid_from, valid_to)
SELECT p.id, d.id, CASE WHEN p.valid_from > %s THEN p.valid_from ELSE %s END, NULL
FROM organisation_post p
JOIN organisation_unit u ON u.id = p.unit_id
JOIN duties_duty d ON d.standard_post = p.standard
WHERE p.standard <> ''
    AND (p.valid_to IS NULL OR p.valid_to > %s)
    AND ({within}) {posts}
    AND EXISTS (SELECT 1 FROM duties_dutyversion v WHERE v.duty_id = d.id
        AND (v.valid_to IS NULL OR v.valid_to > %s))
    AND NOT EXISTS (SELECT 1 FROM duties_postduty known
        WHERE known.post_id = p.id AND known.duty_id = d.id)
ON CONFLICT DO NOTHING
"""


def give_standard_duties(on: date, paths: Sequence[str]) -> int:
    """Give the posts of these subtrees what they lack of their standard duties; return how many.

    A post that begins later owes from its own first day.
    """
    within = " OR ".join(["(u.path >= %s AND u.path < %s)"] * len(paths)) or "FALSE"
    bounds = [edge for path in paths for edge in (path, path[:-1] + "0")]
    return execute(fill(_SQL, within=within, posts=""), [on, on, on, *bounds, on])


def give_standard_duties_to(post_ids: Sequence[int], on: date) -> list[tuple[int, int]]:
    """Give these posts what they lack; return the pairs (post, duty) that were new."""
    if not post_ids:
        return []
    some = f"AND p.id IN {places(post_ids)}"
    sql = fill(_SQL, within="TRUE", posts=some) + " RETURNING post_id, duty_id"
    return [(row[0], row[1]) for row in rows(sql, [on, on, on, *post_ids, on])]
