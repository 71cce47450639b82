"""Who held what, and where that lay, around a moment: one statement for any number of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dutyline.kernel.duties.sql.values import day, places, rows


@dataclass(frozen=True, slots=True)
class Stay:
    """A line of the answer: a unit over some days, perhaps through an appointment to a post."""

    person_id: int
    person_name: str
    appointment_id: int | None
    post_id: int | None
    post_title: str
    level: int | None
    acting: bool
    unit_id: int | None
    unit_name: str
    unit_path: str
    time_zone: str
    spans: tuple[tuple[date, date | None], ...]
    """Spans that must all contain the day on which this is to be true."""
    named: bool
    """Of the unit the act itself names, not of an appointment."""

    def is_true_on(self, on: date) -> bool:
        """Say whether this held on a day."""
        return all(first <= on and (end is None or on < end) for first, end in self.spans)


# A unit's zone is its own or the nearest above; a path names the units above it by id.
ZONE = """(SELECT z.time_zone FROM organisation_unit z
    WHERE z.time_zone <> '' AND uv.path LIKE '%%/' || z.id || '/%%'
    ORDER BY z.depth DESC LIMIT 1)"""
_NEAR = "{0}.valid_from <= %s AND ({0}.valid_to IS NULL OR {0}.valid_to > %s)"

_SQL = """
SELECT p.id, p.name, a.id, a.post_id, pv.title, pv.level, a.acting,
    uv.unit_id, uv.name, uv.path, {zone},
    a.valid_from, a.valid_to, pv.valid_from, pv.valid_to, uv.valid_from, uv.valid_to,
    0, (SELECT max(grace_days) FROM duties_dutyversion WHERE evidence_kind IN {kinds})
FROM organisation_person p
LEFT JOIN organisation_appointment a ON a.person_id = p.id AND {near_a}
LEFT JOIN organisation_postversion pv ON pv.post_id = a.post_id AND {near_pv}
LEFT JOIN organisation_unitversion uv ON uv.unit_id = pv.unit_id AND {near_uv}
WHERE p.id IN {persons}
"""
_NAMED = """
UNION ALL
SELECT 0, '', NULL, pv.post_id, pv.title, pv.level, {false},
    uv.unit_id, uv.name, uv.path, {zone},
    NULL, NULL, pv.valid_from, pv.valid_to, uv.valid_from, uv.valid_to,
    1, NULL
FROM organisation_unitversion uv
LEFT JOIN organisation_postversion pv ON pv.post_id = %s AND {near_pv}
WHERE uv.unit_id = COALESCE(%s, pv.unit_id) AND {near_uv}
"""


def stays_around(
    persons: Sequence[int],
    kinds: Sequence[str],
    at: datetime,
    post_id: int | None = None,
    unit_id: int | None = None,
) -> tuple[list[Stay], int | None]:
    """Return where these people stood around a moment, and the longest grace in days.

    That is of the duties that ask for one of these kinds; None where no duty ever did. A post or
    unit the act names itself is answered with the same statement, as `named` lines. The local day
    of the act is not known before the unit is, so a day more on either side is read.
    """
    near = [(at + timedelta(days=1)).date(), (at - timedelta(days=1)).date()]
    words = {f"near_{alias}": _NEAR.format(alias) for alias in ("a", "pv", "uv")}
    sql = _SQL.format(zone=ZONE, persons=places(persons), kinds=places(kinds), **words)
    parameters = [*kinds, *near, *near, *near, *persons]
    if post_id is not None or unit_id is not None:
        sql += _NAMED.format(zone=ZONE, false="FALSE", **words)
        parameters += [post_id, *near, unit_id, *near]
    found = rows(sql, parameters)
    graces = [row[18] for row in found if row[18] is not None]
    return [_stay(row) for row in found], max(graces, default=None)


def _stay(row: tuple) -> Stay:
    bounds = [day(value) for value in row[11:17]]
    spans = tuple(
        (first, end)
        for first, end in zip(bounds[::2], bounds[1::2], strict=True)
        if first is not None
    )
    return Stay(
        person_id=row[0],
        person_name=row[1],
        appointment_id=row[2],
        post_id=row[3],
        post_title=row[4] or "",
        level=row[5],
        acting=bool(row[6]),
        unit_id=row[7],
        unit_name=row[8] or "",
        unit_path=row[9] or "",
        time_zone=row[10] or "",
        spans=spans,
        named=bool(row[17]),
    )
