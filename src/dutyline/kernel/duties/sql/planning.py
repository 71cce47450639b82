"""Takes from PostgreSQL's planner what it would guess wrongly."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from dutyline.kernel.duties.sql.values import execute

_SETTINGS = {"join_collapse_limit": "1", "enable_nestloop": "off", "jit": "off"}
_AS_WRITTEN = "; ".join(f"SET LOCAL {name} = {value}" for name, value in _SETTINGS.items())
_AS_BEFORE = "; ".join(f"SET LOCAL {name} = DEFAULT" for name in _SETTINGS)


@contextmanager
def joined_as_written() -> Iterator[None]:
    """Have statements over whole tables join in the order written; to be used in a transaction.

    PostgreSQL takes the lists of a statement, and what is grouped in it, for a row or for some
    million: it would look up every duty of every post a hundred times over, one by one, and
    compile for a second what runs for a tenth of one. SQLite joins as written when told so.
    """
    if connection.vendor != "postgresql":
        yield
        return
    execute(_AS_WRITTEN)
    yield
    # After an error there is nothing to take back: the transaction is, and the settings with it.
    execute(_AS_BEFORE)
