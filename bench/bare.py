"""Hand-written SQL for the same rows: what the product is measured against."""

_OPENING = """
INSERT INTO duties_obligation (version_id, post_id, appointment_id, person_id, unit_id,
    unit_path, level, period, about, starts_on, starts_at, due_at, grace_until, due_on,
    days_held, days_of_period, amount, done, state, reason, recount)
SELECT v.id, a.post_id, a.id, a.person_id, u.id, u.path, p.level, %s, '', %s,
    {moment}, {moment}, {moment}, %s, 31, 31, v.amount, 0, 'open', '', FALSE
FROM organisation_appointment a
JOIN organisation_post p ON p.id = a.post_id
JOIN organisation_unit u ON u.id = p.unit_id
JOIN duties_postduty pd ON pd.post_id = p.id
JOIN duties_dutyversion v ON v.duty_id = pd.duty_id
"""
OPENING = {
    "sqlite": _OPENING.replace("{moment}", "%s"),
    "postgresql": _OPENING.replace("{moment}", "CAST(%s AS timestamptz)"),
}
POST_DUTIES = """
INSERT INTO duties_postduty (post_id, duty_id, valid_from, valid_to)
SELECT p.id, d.id, p.valid_from, NULL FROM organisation_post p CROSS JOIN duties_duty d
WHERE d.key LIKE 'bench.%%'
"""
COUNTING = """
SELECT o.unit_path, o.due_on, o.level, v.evidence_kind, o.state, count(*)
FROM duties_obligation o JOIN duties_dutyversion v ON v.id = o.version_id
WHERE o.due_on = %s GROUP BY 1, 2, 3, 4, 5
"""
_BOARD = """
SELECT {key}, day, sum(open), sum(on_time), sum(late), sum(missed), sum(excused)
FROM duties_dutysummary WHERE {of} = %s AND day BETWEEN %s AND %s GROUP BY {key}, day
"""
BOARD = (
    _BOARD.replace("{key}", "level").replace("{of}", "path"),
    _BOARD.replace("{key}", "path").replace("{of}", "above"),
)
_UNITS = """(
    SELECT id FROM organisation_unit WHERE path = %s
    UNION SELECT u.id FROM organisation_unit u
    JOIN organisation_unit above ON above.id = u.parent_id WHERE above.path = %s)"""
_NAMES = "SELECT id, name, path FROM organisation_unit WHERE id IN {units}"
_HEADS = """
SELECT pv.unit_id, pv.title, p.name FROM organisation_postversion pv
JOIN organisation_appointment a ON a.post_id = pv.post_id
JOIN organisation_person p ON p.id = a.person_id
WHERE pv.heads_unit AND pv.unit_id IN {units}
"""
UNITS_OF_BOARD = (_NAMES.replace("{units}", _UNITS), _HEADS.replace("{units}", _UNITS))
PAGE = """
SELECT o.*, v.*, p.name, po.title, u.name
FROM duties_obligation o
JOIN duties_dutyversion v ON v.id = o.version_id
LEFT JOIN organisation_person p ON p.id = o.person_id
JOIN organisation_post po ON po.id = o.post_id
JOIN organisation_unit u ON u.id = o.unit_id
WHERE o.unit_path >= %s AND o.unit_path < %s AND o.due_on BETWEEN %s AND %s
ORDER BY o.unit_path, o.due_on, o.id LIMIT 51
"""
PIECE = """
INSERT INTO duties_evidence (kind, source, about, person_id, person_name, post_title, unit_name,
    unit_path, occurred_at, occurred_on, recorded_at, back_filled, at_most_late, amount, snapshot)
VALUES (%s, %s, '', %s, '', '', '', '', %s, %s, %s, FALSE, FALSE, 1, '{}') RETURNING id
"""
COUNT_PIECE = """
UPDATE duties_obligation SET done = done + 1, recount = TRUE,
    state = CASE WHEN amount <= done + 1 THEN 'on_time' ELSE state END
WHERE person_id = %s AND due_at >= %s AND starts_at <= %s RETURNING id
"""
DISCHARGE = (
    "INSERT INTO duties_discharge (obligation_id, evidence_id, amount, timing, counted_at) VALUES "
)
DISCHARGE_VALUES = "(%s, %s, 1, 'on_time', %s)"
_MINE = """
SELECT {columns} FROM duties_obligation o
JOIN duties_dutyversion v ON v.id = o.version_id WHERE o.person_id = %s
ORDER BY o.due_at LIMIT 200
"""
MINE = (
    _MINE.replace("{columns}", "o.*, v.*"),
    _MINE.replace("{columns}", "o.state, o.due_on, v.duty_id"),
)
LEDGER = """
SELECT f.id, f.number, f.title, f.spot, f.grade, f.risk, f.gravity, f.state, f.due_on, f.found_at,
    u.id, u.name, pl.id, pl.name, p.id, p.name
FROM inspections_finding f
JOIN organisation_unit u ON u.id = f.unit_id
LEFT JOIN organisation_place pl ON pl.id = f.place_id
LEFT JOIN organisation_person p ON p.id = f.owner_id
WHERE f.is_open = 1 AND ({ranges} OR f.finder_id = %s OR f.second_finder_id = %s
    OR f.owner_id = %s OR f.verifier_id = %s)
ORDER BY f.found_at DESC, f.id DESC LIMIT 51
"""
LETTER_TEXTS = """
INSERT INTO responsibility_lettertext (round_id, post_id, number, card_version_id, content, marks,
    sha256, at)
SELECT %s, post_id, number, card_version_id, content, marks, sha256, at
FROM responsibility_lettertext WHERE round_id = %s
"""
LETTERS = """
INSERT INTO responsibility_letter (round_id, person_id, post_id, appointment_id, superior_id,
    text_id, code, made_at, ended_why, shown_below)
SELECT t.round_id, l.person_id, l.post_id, l.appointment_id, l.superior_id, t.id,
    'bare-' || l.id, l.made_at, '', 'signed'
FROM responsibility_letter l JOIN responsibility_lettertext t
    ON t.post_id = l.post_id AND t.number = 1 AND t.round_id = %s
WHERE l.round_id = %s
"""
_STANDING = """
SELECT {key}, count(*), count(l.signed_at), count(l.countersigned_at), count(l.refused_at),
    count(l.stale_at), count(l.opened_at),
    sum(CASE WHEN l.due_on < %s AND l.opened_at IS NOT NULL AND l.countersigned_at IS NULL
        THEN 1 ELSE 0 END)
FROM responsibility_letter l JOIN organisation_post p ON p.id = l.post_id
JOIN organisation_unit u ON u.id = p.unit_id
WHERE l.round_id = %s AND l.ended_at IS NULL GROUP BY 1
"""
LETTER_MAP = tuple(_STANDING.replace("{key}", key) for key in ("l.round_id", "u.path", "p.level"))
