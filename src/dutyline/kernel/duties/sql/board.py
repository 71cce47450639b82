"""Everything a unit's board counts, in one statement."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dutyline.kernel.duties.models import STATES
from dutyline.kernel.duties.sql.values import day, fill, moment, overlapping, places, rows

_SQL = """
SELECT 'level' AS part, CAST(level AS text) AS by_what, day, {sums} FROM duties_dutysummary
WHERE path IN {paths} AND {kept} GROUP BY level, day
UNION ALL
SELECT 'under', path, day, {sums} FROM duties_dutysummary
WHERE above IN {opened} AND {kept} GROUP BY path, day
UNION ALL
SELECT 'own', unit_path, day, {sums} FROM duties_unitcount
WHERE unit_path IN {paths} AND {kept} GROUP BY unit_path, day
UNION ALL
SELECT 'posts', CAST(level AS text), NULL, posts, {none} FROM duties_linestrength
WHERE unit_id = %s
UNION ALL
SELECT 'clock', CAST(counted_at AS text), NULL, 0, {none} FROM duties_summaryclock
"""
_PATHS = "(SELECT v.path FROM organisation_unitversion v WHERE v.unit_id IN {units} AND {true})"


def counted(
    unit_id: int, opened: Sequence[int], first: date, last: date, kind: str
) -> Iterator[tuple[str, str, date | None, tuple[int, ...]]]:
    """Yield (part, by what, day, one count a state); `kind` "" counts every one.

    Parts: `level` counts a unit with everything under it, by level; `under` each unit directly
    under it or under one of `opened`, by path; `own` its own posts; `posts` says how many stand
    on a level, in the first count; `clock` when it was counted, as text (see `moment_of`).
    """
    end = date.fromordinal(last.toordinal() + 1)
    sql = fill(
        _SQL,
        sums=", ".join(f"SUM({state})" for state in STATES),
        none=", ".join("0" for _ in STATES[1:]),
        paths=fill(_PATHS, units="(%s)", true=overlapping("v")),
        opened=fill(_PATHS, units=places([unit_id, *opened]), true=overlapping("v")),
        kept="day >= %s AND day <= %s" + (" AND kind = %s" if kind else ""),
    )
    kept = [end, first, first, last, *([kind] if kind else [])]
    asked = [unit_id, *kept, unit_id, *opened, *kept, unit_id, *kept, unit_id]
    for part, by_what, on, *counts in rows(sql, asked):
        yield part, by_what, day(on), tuple(counts)


def moment_of(text: str) -> datetime:
    """Return the moment either database wrote as text."""
    return moment(text)
