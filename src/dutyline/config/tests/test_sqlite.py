"""Which SQLite is trusted with a write-ahead log, and what happens with one that is not."""

import os
import sqlite3
import subprocess
import sys

import pytest

from dutyline.config.sqlite import sqlite_is_mended


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_only_a_mended_sqlite_gets_a_write_ahead_log(version, mended):
    assert sqlite_is_mended(version) is mended


@pytest.fixture
def faulty(tmp_path):
    """Return what runs a command with an SQLite that has the fault, and no wheel."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sqlite3, sys\n"
        "sqlite3.sqlite_version_info = sqlite3.dbapi2.sqlite_version_info = (3, 40, 1)\n"
        "sqlite3.sqlite_version = '3.40.1'\n"
        "sys.modules['pysqlite3'] = None\n"
    )
    environment = {**os.environ, "DUTYLINE_HOME": str(tmp_path / "home")}
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), *sys.path])
    environment.pop("DATABASE_URL", None)

    def run(*command):
        done = subprocess.run(
            [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    return run


@pytest.mark.slow
def test_with_a_faulty_sqlite_the_start_says_so_and_uses_the_rollback_journal(tmp_path, faulty):
    said = faulty("-m", "dutyline", "migrate", "-v0")
    assert "SQLite 3.40.1 has the WAL-reset fault" in said
    with sqlite3.connect(tmp_path / "home" / "dutyline.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    database.close()


@pytest.mark.slow
def test_the_server_says_it_at_every_start_and_so_does_the_page_of_operators(faulty):
    page = (
        "import django; django.setup();"
        "from dutyline.jobs.operating import falls_back; assert falls_back();"
    )
    said = faulty("-c", "import dutyline.config.wsgi;" + page)
    assert said.count("SQLite 3.40.1 has the WAL-reset fault") == 1
