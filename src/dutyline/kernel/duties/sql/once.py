"""Finds the posts whose holders have not been asked yet for what is owed once."""

from datetime import datetime

from dutyline.kernel.duties.sql.values import execute

_SQL = """
UPDATE duties_postmark SET stale = TRUE
WHERE post_id IN (
    SELECT pd.post_id FROM duties_postduty pd
    JOIN duties_dutyversion v ON v.duty_id = pd.duty_id AND v.cadence = 'once'
    JOIN organisation_appointment a ON a.post_id = pd.post_id
    WHERE pd.valid_from <= %s AND v.valid_from <= %s AND a.valid_from <= %s
        AND (pd.valid_to IS NULL OR pd.valid_to > a.valid_from)
        AND (a.valid_to IS NULL OR a.valid_to > pd.valid_from)
        AND (v.valid_to IS NULL OR v.valid_to > pd.valid_from)
        AND NOT EXISTS (
            SELECT 1 FROM duties_obligation o
            JOIN duties_dutyversion known ON known.id = o.version_id
            WHERE o.post_id = pd.post_id AND o.period = 'once' AND known.duty_id = pd.duty_id
                AND (o.appointment_id = a.id OR o.appointment_id IS NULL))
    UNION
    SELECT pd.post_id FROM duties_postduty pd
    JOIN duties_dutyversion v ON v.duty_id = pd.duty_id AND v.cadence = 'once'
    WHERE v.owed = 'together' AND pd.valid_from <= %s AND v.valid_from <= %s
        AND pd.valid_to IS NULL AND v.valid_to IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM duties_obligation o
            JOIN duties_dutyversion known ON known.id = o.version_id
            WHERE o.post_id = pd.post_id AND o.period = 'once' AND known.duty_id = pd.duty_id)
)
"""


def mark_without_once(until: datetime) -> int:
    """Mark the posts with a once-owed duty that somebody has taken up and nobody was asked for."""
    day = until.date()
    return execute(_SQL, [day] * 5)
