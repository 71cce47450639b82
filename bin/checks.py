"""Run every check and test; called by `bin/test` with the Python of `.venv`.

bin/test                     all checks, then all tests on SQLite, then on PostgreSQL
bin/test --sqlite            all checks, then all tests on SQLite
bin/test -- src/dutyline/api only these tests, on both databases, without the checks
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from postgres import server

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
CHECKS = (
    ("style", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("walls", ["lint-imports", "--no-cache"]),
    ("types", ["mypy"]),
    ("migrations", ["python", "-m", "dutyline", "makemigrations", "--check", "--dry-run"]),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SERIAL = (
    "faults"  # these kill servers and count seconds: one at a time, on an otherwise idle machine
)
BROWSER = "browser"  # its event loop gives Django a second connection, which none of ours closes


def main() -> int:
    """Run what was asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="bin/test", description="Run every check and test.")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--sqlite", action="store_true", help="tests on SQLite only")
    only.add_argument("--postgres", action="store_true", help="tests on PostgreSQL only")
    parser.add_argument("pytest", nargs="*", help="after --: arguments for pytest; no checks then")
    asked = parser.parse_args()
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped too
    failed = [] if asked.pytest else [name for name, command in CHECKS if not check(name, command)]
    if not asked.pytest:
        provide_browser()
    if not asked.postgres:
        failed += tests("SQLite", asked.pytest, {})
    if not asked.sqlite:
        if failed:
            print(f"\nFailed so far: {', '.join(failed)}", flush=True)
        with server() as (url, programs):
            path = f"{programs}{os.pathsep}{os.environ['PATH']}"
            failed += tests("PostgreSQL", asked.pytest, {"DATABASE_URL": url, "PATH": path})
    return 1 if failed else 0


def check(name: str, command: list[str]) -> bool:
    """Run one check, print what it says only when it fails, and say whether it passed."""
    began = time.monotonic()
    done = subprocess.run(
        [PROGRAMS / command[0], *command[1:]],
        check=False,
        env=environment({}),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    passed = done.returncode == 0
    print(
        f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - began:.0f} s)", flush=True
    )
    if not passed:
        print(done.stdout, flush=True)
    return passed


def tests(database: str, arguments: list[str], extra: dict[str, str]) -> list[str]:
    """Run pytest on one database and return the names of the parts that failed."""
    runs = (
        [arguments]
        if arguments
        else [
            ["-m", SERIAL],
            ["-m", f"not {SERIAL} and not {BROWSER}", "--every-table", *parallel()],
            ["-m", f"{BROWSER} and not {SERIAL}", *parallel()],
        ]
    )
    failed = []
    for run in runs:
        print(f"\nTests on {database}: pytest {' '.join(run)}", flush=True)
        command = [PROGRAMS / "python", "-m", "pytest", *run]
        if subprocess.run(command, check=False, env=environment(extra)).returncode:
            failed.append(f"tests on {database} ({' '.join(run)})")
    return failed


def parallel() -> list[str]:
    """Return pytest's arguments for as many workers as there are cores, at most four."""
    return ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]


def environment(extra: dict[str, str]) -> dict[str, str]:
    """Return the environment without anything that points at a real installation."""
    ours = ("DUTYLINE_", "DATABASE_URL", "DJANGO_")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return {**clean, **extra}


def provide_browser() -> None:
    """Install Debian's Chromium where there is no browser and we are allowed to."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        return  # conftest.py skips the browser tests and says why
    noninteractive = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "chromium", "fonts-noto-cjk"]):
        subprocess.run(
            ["apt-get", *command], check=False, env=noninteractive, stdout=subprocess.DEVNULL
        )


if __name__ == "__main__":
    sys.exit(main())
