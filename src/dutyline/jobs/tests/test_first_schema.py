"""A database begun at once is the database the migrations make."""

import os
import subprocess
import sys

import pytest
from django.db import connection

CHILD = """
import sys
import django

django.setup()
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

at_once = sys.argv[1] == "at_once"
call_command("migrate" if at_once else migrate.Command(), verbosity=0, interactive=False)
with connection.cursor() as cursor:
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    for row in cursor.fetchall():
        print("migration", *row)
    cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    for kind, name, table, sql in cursor.fetchall():
        if kind == "table" and not (sql or "").startswith("CREATE VIRTUAL"):
            cursor.execute(f'PRAGMA table_info("{name}")')
            columns = sorted(column[1:] for column in cursor.fetchall())
            cursor.execute(f'PRAGMA foreign_key_list("{name}")')
            keys = sorted(key[2:] for key in cursor.fetchall())
            checks = sorted(part.split("CHECK")[0] for part in (sql or "").split("CONSTRAINT")[1:])
            print("table", name, columns, keys, checks)
        else:
            print(kind, table, (sql or "").split("_uniq")[0].replace(name, ""))
"""


def made(tmp_path, way):
    environment = {**os.environ, "DUTYLINE_HOME": str(tmp_path / way)}
    environment.pop("DATABASE_URL", None)
    environment["DJANGO_SETTINGS_MODULE"] = "dutyline.config.settings"
    said = subprocess.run(
        [sys.executable, "-c", CHILD, way],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return sorted(said.stdout.splitlines())


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares two SQLite files")
def test_beginning_at_once_and_step_by_step_give_the_same_database(tmp_path):
    assert made(tmp_path, "at_once") == made(tmp_path, "step_by_step")
