"""Who heads units on a day, in one statement."""

from collections.abc import Sequence
from datetime import date

from dutyline.kernel.duties.sql.values import fill, places, rows

_SQL = """
SELECT pv.unit_id, pv.post_id, pv.title, p.name, a.acting
FROM organisation_postversion pv
LEFT JOIN organisation_appointment a ON a.post_id = pv.post_id
    AND a.valid_from <= %s AND (a.valid_to IS NULL OR a.valid_to > %s)
LEFT JOIN organisation_person p ON p.id = a.person_id
WHERE pv.heads_unit AND pv.valid_from <= %s AND (pv.valid_to IS NULL OR pv.valid_to > %s)
    AND pv.unit_id IN {units}
ORDER BY pv.unit_id, a.acting, a.valid_from, a.id
"""


def heads_of(unit_ids: Sequence[int], on: date) -> list[tuple[int, int, str, str | None, bool]]:
    """Return (unit, head post, title, holder's name or None, acting), a row a holder."""
    found = rows(fill(_SQL, units=places(unit_ids)), [on, on, on, on, *unit_ids])
    return [(*row[:4], bool(row[4])) for row in found]
