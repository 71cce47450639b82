"""Where posts lay and who held them over a span of days: two statements for any number of posts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dutyline.kernel.duties.rules.allocation import Absence, Staff, Tenure
from dutyline.kernel.duties.rules.days import Span, common
from dutyline.kernel.duties.sql.values import day, fill, known_day, overlapping, places, rows
from dutyline.kernel.duties.sql.whereabouts import ZONE

AT_ONCE = 5000
"""Posts one statement asks about."""


@dataclass(frozen=True, slots=True)
class Lie:
    """Where a post lay from–to."""

    unit_id: int
    path: str
    level: int
    time_zone: str
    first: date
    end: date | None

    def runs_on(self, on: date) -> bool:
        """Say whether the post lay there on a day."""
        return self.first <= on and (self.end is None or on < self.end)


@dataclass(slots=True)
class Staffing:
    """What is known of some posts over some days."""

    span: Span
    lies: dict[int, list[Lie]] = field(default_factory=lambda: defaultdict(list))
    tenures: dict[int, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    absences: dict[int, set[Absence]] = field(default_factory=lambda: defaultdict(set))

    def lie(self, post_id: int, on: date) -> Lie | None:
        """Return where a post lay on a day; None where it did not exist."""
        return next((each for each in self.lies[post_id] if each.runs_on(on)), None)

    def life(self, post_id: int, within: Span) -> Span | None:
        """Return the days of a span on which a post existed."""
        lies = self.lies[post_id]
        if not lies:
            return None
        ends = [each.end for each in lies if each.end is not None]
        end = max(ends) if len(ends) == len(lies) else None
        return common(within, min(each.first for each in lies), end)

    def staff(self, post_id: int) -> Staff:
        """Return who held a post and who of them was away."""
        tenures = self.tenures[post_id]
        away = [absence for tenure in tenures for absence in self.absences[tenure.person_id]]
        return Staff(tenures, away)


_LIES = """
SELECT pv.post_id, pv.level, uv.unit_id, uv.path, {zone},
    pv.valid_from, pv.valid_to, uv.valid_from, uv.valid_to
FROM organisation_postversion pv
JOIN organisation_unitversion uv ON uv.unit_id = pv.unit_id AND {over_uv}
WHERE {over_pv} AND pv.post_id IN {posts}
ORDER BY pv.post_id, pv.valid_from, uv.valid_from
"""
_HOLDERS = """
SELECT a.post_id, a.id, a.person_id, a.valid_from, a.valid_to, a.acting_for_id,
    l.valid_from, l.valid_to
FROM organisation_appointment a
LEFT JOIN organisation_leave l ON l.person_id = a.person_id AND {over_l}
WHERE {over_a} AND a.post_id IN {posts}
ORDER BY a.post_id, a.id
"""
_WORDS = {f"over_{alias}": overlapping(alias) for alias in ("a", "l", "pv", "uv")} | {"zone": ZONE}


def staffing(post_ids: Sequence[int], span: Span) -> Staffing:
    """Return where these posts lay, and who held them, over a span of days."""
    found = Staffing(span)
    over = [span.end, span.first]
    for start in range(0, len(post_ids), AT_ONCE):
        some = post_ids[start : start + AT_ONCE]
        for row in rows(fill(_LIES, posts=places(some), **_WORDS), [*over, *over, *some]):
            _add_lie(found, row)
        for row in rows(fill(_HOLDERS, posts=places(some), **_WORDS), [*over, *over, *some]):
            _add_holder(found, row)
    return found


def _add_lie(found: Staffing, row: tuple[Any, ...]) -> None:
    first = max(known_day(row[5]), known_day(row[7]))
    ends = [each for each in (day(row[6]), day(row[8])) if each is not None]
    end = min(ends) if ends else None
    if end is None or first < end:
        found.lies[row[0]].append(Lie(row[2], row[3], row[1], row[4] or "", first, end))


def _add_holder(found: Staffing, row: tuple[Any, ...]) -> None:
    tenure = Tenure(row[1], row[2], known_day(row[3]), day(row[4]), row[5])
    known = found.tenures[row[0]]
    if not known or known[-1] != tenure:
        known.append(tenure)
    if row[6] is not None:
        found.absences[row[2]].add(Absence(row[2], known_day(row[6]), day(row[7])))
