"""The demonstration, told once and kept: who needs it takes a copy.

    home = told_home("en")        # a finished DUTYLINE_HOME; read it, never write in it
    copy_home(home, tmp_path)     # one of your own, in a fraction of a second

Kept under `.pytest_cache/told/`, by language, by the database of the run, by what the telling
reads (`told_from`) and by the shift of the day it was told in: the story ends when it is told, so
yesterday's has no round due now. Workers of one run wait for the first to finish. Only the recent
weeks are told (`prepare --demo`), as for somebody who has just started `bin/run`.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from dutyline.shell.demo.times import DAY_SHIFT, ZONE
from tests.databases import OURS

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "told"
UNREAD = {"tests", "templates", "static", "sheets", "locale", "views", "forms", "imports", "api"}
"""Folders of the source no telling reads."""


def told_home(language: str) -> Path:
    """Return the home in which the story was told in a language today, telling it if need be."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kind = f"{language}-{OURS.kind}"
    home = KEPT / f"{language}-{OURS.key}-{told_from()}-{shift_of(timezone.now())}"
    with (KEPT / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            being_told = KEPT / f"telling-{kind}"
            for older in (*KEPT.glob(f"{kind}-*"), *KEPT.glob(being_told.name)):
                OURS.drop(older)
                shutil.rmtree(older)
            OURS.make(being_told)
            tell(being_told, language)
            being_told.rename(home)
    return home


def tell(home: Path, language: str) -> None:
    """Tell the story in an empty folder, in a process of its own as `bin/run` does."""
    command = [sys.executable, "-m", "dutyline", "prepare", "--demo", "--language", language]
    done = subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        raise AssertionError(f"the demonstration cannot be told:\n{done.stderr[-4000:]}")


def copy_home(told: Path, to: Path) -> Path:
    """Copy a told home; its files never change, so that links to them are enough."""
    shutil.copytree(told / "files", to / "files", copy_function=link)
    shutil.copy(told / "secret-key", to / "secret-key")
    OURS.copy(told, to)
    return to


def link(path: str, to: str) -> None:
    """Link a file where the file system can, else copy it."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copy(path, to)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process that works in a home."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("DUTYLINE_")}
    clean.pop("DATABASE_URL", None)
    path = os.pathsep.join([str(ROOT / "src"), clean.get("PYTHONPATH", "")])
    clean |= {"DUTYLINE_HOME": str(home), "PYTHONPATH": path, "DUTYLINE_LOG_LEVEL": "ERROR"}
    return clean | OURS.address(home)


def told_from() -> str:
    """Hash the code and the data the story is told with."""
    found = hashlib.sha256()
    for folder in (ROOT / "src", ROOT / "packs"):
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if path.suffix in {".py", ".yaml"} and not UNREAD.intersection(parts):
                found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:16]


def shift_of(now: datetime) -> str:
    """Return the day and the half of it whose shift works now where the story plays."""
    here = now.astimezone(ZONE)
    first, last = DAY_SHIFT
    if here.hour < first:
        return f"{here - timedelta(days=1):%Y%m%d}-night"
    return f"{here:%Y%m%d}-{'day' if here.hour < last else 'evening'}"
