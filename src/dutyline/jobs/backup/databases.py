"""Copy a database while people write in it, and put a copy in its place."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction

from dutyline.jobs.backup.fresh import schema
from dutyline.jobs.backup.manifest import BackupRefused, count_rows, tables


def copy_out(target: Path) -> dict[str, int]:
    """Write a copy of the database to `target`; return the rows of each table in that copy."""
    if connection.vendor == "sqlite":
        return _copy_sqlite(target)
    return _dump_postgres(target)


def put_in(source: Path) -> None:
    """Make the database what the copy at `source` is; the database must be empty."""
    if connection.vendor == "sqlite":
        _check_sqlite(source)
        connections.close_all()
        target = Path(str(settings.DATABASES["default"]["NAME"]))
        with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(target)) as new:
            kept.backup(new)
            new.execute("PRAGMA synchronous=FULL")
            new.commit()
    else:
        command = ["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner"]
        _run([*command, "--no-privileges", "--dbname", _address(), str(source)])


def empty() -> bool:
    """Say whether the database has no table yet."""
    return not connection.introspection.table_names()


def clear() -> None:
    """Remove everything from the database."""
    if connection.vendor == "sqlite":
        connections.close_all()
        path = Path(str(settings.DATABASES["default"]["NAME"]))
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")


def _copy_sqlite(target: Path) -> dict[str, int]:
    """Copy with SQLite's own backup, then count in the copy itself.

    All pages in one step: in pieces it would begin anew each time somebody writes.
    """
    # A connection of its own: one with an open transaction would wait for itself for ever.
    source = f"{Path(connection.settings_dict['NAME']).as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as kept,
        closing(sqlite3.connect(target)) as copy,
    ):
        kept.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        problem = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if problem != "ok":
            raise BackupRefused(f"The copy is damaged: {problem}")
        return _count_in(copy)


def _count_in(copy: sqlite3.Connection) -> dict[str, int]:
    return {
        table: copy.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        for table in tables()
    }


def _check_sqlite(source: Path) -> None:
    """Refuse a copy that is damaged or carries code: a trigger or view of a stranger would run."""
    ours = {_shape(row) for row in schema()}
    try:
        with closing(sqlite3.connect(source)) as copy:
            problem = copy.execute("PRAGMA integrity_check").fetchone()[0]
            rows = copy.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    except sqlite3.DatabaseError as error:
        raise BackupRefused("The database in the backup is damaged.") from error
    if problem != "ok":
        raise BackupRefused(f"The database in the backup is damaged: {problem}")
    strange = [row[1] for row in rows if row[0] in {"trigger", "view"} and _shape(row) not in ours]
    if strange:
        raise BackupRefused(f"The database in the backup carries code of its own: {strange[0]}")


def _acts(row: tuple[str, str, str | None]) -> bool:
    return row[0] in {"trigger", "view"} or (row[2] or "").upper().startswith("CREATE VIRTUAL")


def _shape(row: tuple[str, str, str | None]) -> str:
    return " ".join(f"{row[0]} {row[2]}".split())


def _dump_postgres(target: Path) -> dict[str, int]:
    """Dump the very snapshot the rows were counted in."""
    with _snapshot() as name:
        counts = count_rows()
        command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges"]
        _run([*command, f"--snapshot={name}", "--file", str(target), _address()])
    return counts


@contextmanager
def _snapshot() -> Iterator[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _address() -> str:
    """Return the database in libpq's words; the password goes by the environment."""
    given = connection.settings_dict
    words = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    parts = {word: str(given[key]) for word, key in words.items() if given.get(key)}
    return " ".join(f"{word}='{_quoted(value)}'" for word, value in parts.items())


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _run(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise BackupRefused(f"{command[0]} is not on the PATH; it comes with PostgreSQL's client.")
    password = connection.settings_dict.get("PASSWORD")
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(  # noqa: S603 - our own words and the operator's settings
        [program, *command[1:]], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupRefused(f"{command[0]}: {done.stderr.strip()[-500:]}")
