"""Makes a ledger of any size by statements of sets, on an enterprise that is there already."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection, transaction

from bench.indexes import without_indexes
from bench.measuring import execute, number
from dutyline.toolkit.search import spaced

LAST_FOUND = datetime(2026, 2, 27, 6, tzinfo=UTC)
YEARS = 5
"""Findings of any number lie scattered over so many years before the last."""
BATCH = 50_000
TEXTS = (
    "皮带输送机防护栏松动 Guard rail of the belt conveyor loose",
    "可燃气体探测器未校验 Flammable gas detector not calibrated",
    "配电箱门未关闭 Door of the distribution cabinet open",
    "灭火器压力不足 Fire extinguisher without pressure",
    "脚手架未验收 Scaffold not accepted",
    "泵密封泄漏 Seal of the pump leaks",
    "安全出口被堵 Emergency exit blocked",
    "吊钩防脱装置损坏 Safety latch of the hook broken",
)
RARE = "硝化釜温度联锁失效 Interlock of the nitration kettle out of order"
"""What one finding in ten thousand says."""
RARELY = 10_000

_STATE = """CASE WHEN h < 85 THEN 'closed' WHEN h < 89 THEN 'registered' WHEN h < 93 THEN 'assigned'
    WHEN h < 95 THEN 'in_work' WHEN h < 98 THEN 'reported' WHEN h < 99 THEN 'verified'
    ELSE 'void' END"""
_RISK = "CASE h % 10 WHEN 0 THEN 'red' WHEN 1 THEN 'orange' WHEN 2 THEN 'yellow' ELSE 'blue' END"
_DAYS = {
    "sqlite": {
        "at": "datetime('{last}', '-' || minutes || ' minutes')",
        "on": "date(at)",
        "month": "CAST(strftime('%Y%m', at) AS integer)",
        "later": "date(at, '+' || ({days}) || ' days')",
        "company": "CAST(substr(path, 4, instr(substr(path, 4), '/') - 1) AS bigint)",
    },
    "postgresql": {
        "at": "CAST('{last}+00' AS timestamptz) - minutes * interval '1 minute'",
        "on": "CAST(at AT TIME ZONE 'UTC' AS date)",
        "month": "CAST(to_char(at AT TIME ZONE 'UTC', 'YYYYMM') AS integer)",
        "later": "CAST(at AT TIME ZONE 'UTC' AS date) + CAST({days} AS integer)",
        "company": "CAST(split_part(path, '/', 3) AS bigint)",
    },
}
_GROUND = (
    """CREATE TABLE bench_unit (place integer PRIMARY KEY, unit_id bigint, path varchar(255),
    company_id bigint)""",
    """INSERT INTO bench_unit SELECT row_number() OVER (ORDER BY id) - 1, id, path, {company}
    FROM organisation_unit WHERE depth > 1""",
    "CREATE TABLE bench_person (place integer PRIMARY KEY, person_id bigint)",
    """INSERT INTO bench_person SELECT row_number() OVER (ORDER BY id) - 1, id
    FROM organisation_person""",
)
_FINDINGS = """
WITH RECURSIVE n(i) AS (
    SELECT CAST({first} AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {last}
),
drawn AS (SELECT i, (i * 31 + i / 100) % 100 AS h, (i * 7919) % {units} AS u,
    (i * 523) % {people} AS p, (i * 104729) % {minutes} AS minutes FROM n),
dated AS (SELECT drawn.*, {at} AS at, h BETWEEN 85 AND 88 AS fresh FROM drawn)
INSERT INTO inspections_finding (number, company_id, unit_id, unit_path, spot, thing, title,
    description, kind, origin, finder_id, finder_names, found_at, found_on, found_month,
    recorded_at, back_filled, category, nature, basis, clause, grade, major_item, risk, risk_note,
    accident_type, proposed_measures, interim_control, state, owner_id, verifier_id, owner_unit_id,
    first_due_on, due_on, repaired_on, verified_on, closed_on)
SELECT '2026-' || substr('0000000' || i, length('0000000' || i) - 6), unit.company_id,
    unit.unit_id, unit.path, '', '',
    CASE WHEN i % {rarely} = 0 THEN '{rare}' ELSE {title} END || ' ' || i,
    '', '', 'direct', finder.person_id, '', at, {on}, {month},
    at, FALSE, 'things.bench' || (i % 20), '', '', 'clause ' || (i % 300),
    CASE WHEN i % 53 = 0 THEN 'major' ELSE 'general' END, '', {risk}, '',
    '', '', '', {state}, CASE WHEN NOT fresh THEN owner.person_id END,
    CASE WHEN NOT fresh THEN finder.person_id END, unit.unit_id,
    CASE WHEN NOT fresh THEN {due} END, CASE WHEN NOT fresh THEN {due} END,
    CASE WHEN h < 85 THEN {repaired} END, CASE WHEN h < 85 THEN {repaired} END,
    CASE WHEN h < 85 THEN {repaired} END
FROM dated
JOIN bench_unit unit ON unit.place = dated.u
JOIN bench_person owner ON owner.place = dated.p
JOIN bench_person finder ON finder.place = (dated.p + 1) % {people}
ORDER BY i
"""
_WORDS = """
INSERT INTO inspections_findingwords (finding_id, text)
SELECT f.id, CASE WHEN f.title LIKE '{rare}%' THEN '{rare_words}' ELSE {words} END
    || ' ' || substr(f.number, 6)
FROM inspections_finding f LEFT JOIN inspections_findingwords w ON w.finding_id = f.id
WHERE w.finding_id IS NULL AND f.id > {above} ORDER BY f.id
"""


def lay_ground() -> None:
    """Give units and people places in a row, so that findings can be dealt out among them."""
    for statement in _GROUND:
        execute(statement.format(company=_DAYS[connection.vendor]["company"]))


def lay_findings(up_to: int) -> None:
    """Add findings until the ledger holds `up_to`, with the words they are found by."""
    there = number("SELECT count(*) FROM inspections_finding")
    with without_indexes("inspections_finding", "inspections_findingwords"):
        for first in range(there, up_to, BATCH):
            with transaction.atomic():
                _lay(first, min(first + BATCH, up_to) - 1)
    execute("ANALYZE")


def _lay(first: int, last: int) -> None:
    days = _DAYS[connection.vendor]
    above = number("SELECT coalesce(max(id), 0) FROM inspections_finding")
    execute(
        _FINDINGS.format(
            first=first,
            last=last,
            units=number("SELECT count(*) FROM bench_unit"),
            people=number("SELECT count(*) FROM bench_person"),
            minutes=YEARS * 365 * 24 * 60,
            at=days["at"].format(last=f"{LAST_FOUND:%Y-%m-%d %H:%M:%S}"),
            on=days["on"],
            month=days["month"],
            state=_STATE,
            risk=_RISK,
            rare=RARE,
            rarely=RARELY,
            title=_pick("i", TEXTS),
            due=days["later"].format(days="10 + i % 80"),
            repaired=days["later"].format(days="5 + i % 90"),
        )
    )
    execute(
        _WORDS.format(
            above=above,
            rare=RARE,
            rare_words=spaced(RARE),
            words=_pick("CAST(substr(f.number, 6) AS integer)", [spaced(each) for each in TEXTS]),
        )
    )


def _pick(number: str, texts: Sequence[str]) -> str:
    cases = " ".join(f"WHEN {place} THEN '{text}'" for place, text in enumerate(texts))
    return f"CASE {number} % {len(texts)} {cases} END"
