"""Runs the bench in a scratch database of each kind and keeps what came of it.

    python -m bench [--sqlite | --postgres] [--size small|medium|full] [--only PART]

Every run but a small one replaces its own tables of docs/performance.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.paper import keep

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("ledger", "duties", "log", "letters")
LABELS = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def main() -> int:
    """Run what was asked for; 1 where a measurement could not be taken."""
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure Dutyline.")
    database = parser.add_mutually_exclusive_group()
    database.add_argument("--sqlite", dest="databases", action="store_const", const=["sqlite"])
    database.add_argument("--postgres", dest="databases", action="store_const", const=["postgres"])
    parser.add_argument("--size", choices=("small", "medium", "full"), default="full")
    parser.add_argument("--only", choices=PARTS)
    asked = parser.parse_args()
    failed = False
    for name in asked.databases or list(LABELS):
        for part in [asked.only] if asked.only else PARTS:
            tables = run(name, part, asked.size)
            failed = failed or tables is None
            if tables and asked.size != "small":
                keep(LABELS[name], part, tables)
    return int(failed)


def run(database: str, part: str, size: str) -> dict[str, Any] | None:
    """Measure one part in a process and a database of its own; None where that failed."""
    with tempfile.TemporaryDirectory(prefix="dutyline-bench-") as home, server(database) as url:
        result = Path(home) / "result.json"
        ours = ("DUTYLINE_", "DATABASE_URL", "DJANGO_")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        clean |= {"DUTYLINE_HOME": home, "DJANGO_SETTINGS_MODULE": "dutyline.config.settings"}
        clean |= {"DATABASE_URL": url} if url else {}
        command = [sys.executable, "-m", "bench.run", part, size, str(result)]
        print(f"\n{LABELS[database]}, {part}, {size}", flush=True)
        if subprocess.run(command, check=False, cwd=ROOT, env=clean).returncode:
            return None
        found: dict[str, Any] = json.loads(result.read_text())
        return found


@contextmanager
def server(database: str) -> Iterator[str]:
    """Run an empty server and yield its address; "" for a file in the home."""
    if database == "sqlite":
        yield ""
        return
    sys.path.insert(0, str(ROOT / "bin"))
    from postgres import server as postgres  # lies beside the other programs, in no package

    with postgres() as (url, _programs):
        yield url


if __name__ == "__main__":
    sys.exit(main())
