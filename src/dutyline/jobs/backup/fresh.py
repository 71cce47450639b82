"""The schema a new database of this version has, for comparing a stranger's with it."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path


def schema() -> list[tuple[str, str, str]]:
    """Return (type, name, SQL) of everything in an empty SQLite database of this version.

    Another process makes it in a folder of its own, since this one's database is being restored.
    """
    with tempfile.TemporaryDirectory(prefix="dutyline-fresh-") as folder:
        environment = {**os.environ, "DUTYLINE_HOME": folder}
        environment.pop("DATABASE_URL", None)
        subprocess.run(
            [sys.executable, "-m", "dutyline", "migrate", "--verbosity=0"],
            env=environment,
            check=True,
            capture_output=True,
        )
        with closing(sqlite3.connect(Path(folder) / "dutyline.sqlite3")) as fresh:
            return fresh.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
