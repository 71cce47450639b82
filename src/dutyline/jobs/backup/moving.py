"""Move everything from an SQLite file into PostgreSQL, to the last digit of every moment.

Django's own dumps cut moments to milliseconds (JSON) or text at its ends (XML); records bound by
the log of evidence would read as changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

from dutyline.jobs.backup.manifest import BackupRefused

SOURCE = "moved"
AT_ONCE = 2_000


def move(source: Path) -> dict[str, int]:
    """Fill this PostgreSQL database from an SQLite file and return the rows of each table.

    The database must have its tables and no people yet. In one transaction; a table that does not
    come out with as many rows ends it. Raises BackupRefused.
    """
    if connection.vendor != "postgresql":
        raise BackupRefused("DATABASE_URL has to name the PostgreSQL database to move to.")
    if not source.is_file():
        raise BackupRefused(f"There is no {source}.")
    models = [each for each in apps.get_models(include_auto_created=True) if _has_table(each)]
    if apps.get_model("organisation", "Person")._base_manager.exists():
        raise BackupRefused("The database to move to is not empty.")
    with _opened(source), transaction.atomic():
        _empty(models)
        counts = {model._meta.db_table: _copy(model) for model in models}
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
    return counts


def _has_table(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


@contextmanager
def _opened(source: Path) -> Iterator[None]:
    """Let Django read the file beside the database in use."""
    settings: dict[str, Any] = deepcopy(connections.databases["default"])
    settings |= {"ENGINE": "django.db.backends.sqlite3", "NAME": source, "OPTIONS": {}}
    connections.databases[SOURCE] = settings
    try:
        yield
    finally:
        connections[SOURCE].close()
        del connections[SOURCE]
        del connections.databases[SOURCE]


def _empty(models: list[type[Model]]) -> None:
    """Remove what making the tables wrote into them: it comes with the file."""
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)


def _copy(model: type[Model]) -> int:
    table = model._meta.db_table
    there = model._base_manager.using(SOURCE)
    rows = there.order_by("pk").iterator(AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        model._base_manager.bulk_create(some)
    expected, count = there.count(), model._base_manager.count()
    if count != expected:
        raise BackupRefused(f"{table}: {count} rows arrived of {expected}.")
    return count
