"""Adds evidence that is not there yet and says which pieces those were."""

from collections.abc import Sequence

from django.db import connection

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.sql.values import places, rows

FIELDS = [field for field in Evidence._meta.concrete_fields if not field.primary_key]
_SQL = """
INSERT INTO duties_evidence ({columns}) VALUES {values}
ON CONFLICT DO NOTHING RETURNING id, person_id
"""


def record_new(pieces: Sequence[Evidence]) -> list[Evidence]:
    """Insert the pieces of one source, one a person, and return those that were new, with ids."""
    values, parameters = [], []
    for piece in pieces:
        row = [
            field.get_db_prep_save(getattr(piece, field.attname), connection) for field in FIELDS
        ]
        values.append(places(row))
        parameters += row
    columns = ", ".join(field.column for field in FIELDS)
    found = rows(_SQL.format(columns=columns, values=", ".join(values)), parameters)
    ids = {person_id: pk for pk, person_id in found}
    for piece in pieces:
        piece.pk = ids.get(piece.person_id)
        piece._state.adding = piece.pk is None
    return [piece for piece in pieces if piece.pk is not None]
