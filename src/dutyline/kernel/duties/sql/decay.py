"""What every level under a unit owed, month by month, in one statement."""

from collections.abc import Iterator
from datetime import date

from dutyline.kernel.duties.models import STATES
from dutyline.kernel.duties.sql.values import fill, overlapping, rows

_SQL = """
SELECT 'whole' AS part, '' AS of_path, level, {month}, {sums} FROM duties_dutysummary
WHERE path IN {paths} AND {kept} GROUP BY 3, 4
UNION ALL
SELECT 'under', path, level, {month}, {sums} FROM duties_dutysummary
WHERE above IN {paths} AND {kept} GROUP BY 2, 3, 4
UNION ALL
SELECT 'own', '', level, {month}, {sums} FROM duties_unitcount
WHERE unit_path IN {paths} AND {kept} GROUP BY 3, 4
UNION ALL
SELECT 'clock', CAST(counted_at AS text), 0, '', {none} FROM duties_summaryclock
"""
_PATHS = "(SELECT v.path FROM organisation_unitversion v WHERE v.unit_id = %s AND {true})"
_MONTH = "substr(CAST(day AS text), 1, 7)"


def by_level_and_month(
    unit_id: int, first: date, last: date, level: int | None
) -> Iterator[tuple[str, str, int, str, tuple[int, ...]]]:
    """Yield (part, path, level, month as 2026-11, one count a state), of one level or of all.

    Parts: `whole` is the unit with everything under it; `under` each unit directly under it, by
    path; `own` its own posts; `clock` says, as text in place of the path, when it was counted.
    """
    end = date.fromordinal(last.toordinal() + 1)
    sql = fill(
        _SQL,
        month=_MONTH,
        sums=", ".join(f"SUM({state})" for state in STATES),
        none=", ".join("0" for _ in STATES),
        paths=fill(_PATHS, true=overlapping("v")),
        kept="day >= %s AND day <= %s" + ("" if level is None else " AND level = %s"),
    )
    asked = [unit_id, end, first, first, last, *([] if level is None else [level])]
    for part, path, on_level, month, *counts in rows(sql, asked * 3):
        yield part, path, int(on_level), month, tuple(int(each) for each in counts)
