"""When the last backup was made, so that operators see when none was."""

from datetime import datetime

from dutyline.jobs.models import Sweep

KEY = "backup"
"""No job has this key: a backup is made by command, and only noted beside the sweeps."""


def remember(*, began: datetime, ended: datetime, rows: int) -> None:
    """Note a backup that was made, read back and checked."""
    noted = {"due_at": began, "started_at": began, "finished_at": ended, "done": rows}
    Sweep.objects.update_or_create(key=KEY, defaults=noted)


def last_backup() -> Sweep | None:
    """Return the note of the last backup; None where none was ever made from here."""
    return Sweep.objects.filter(key=KEY).first()
