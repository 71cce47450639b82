import pytest
from django.db import DatabaseError, connection, transaction

from dutyline.kernel.duties.sql.planning import joined_as_written
from dutyline.kernel.duties.sql.values import execute, rows

pytestmark = pytest.mark.django_db
NAMES = ("enable_nestloop", "jit", "join_collapse_limit")


def planned():
    """Return what PostgreSQL's planner may do; SQLite's is told by the statement itself."""
    if connection.vendor != "postgresql":
        return []
    return [rows(f"SELECT current_setting('{name}')")[0][0] for name in NAMES]


def test_what_is_set_for_one_statement_is_taken_back_after_it():
    before = planned()
    with joined_as_written():
        within = planned()
    assert within == (["off", "off", "1"] if connection.vendor == "postgresql" else [])
    assert planned() == before


def test_a_statement_that_fails_takes_it_back_too():
    before = planned()
    with pytest.raises(DatabaseError), transaction.atomic(), joined_as_written():
        execute("SELECT nothing_of_the_kind")
    assert planned() == before
