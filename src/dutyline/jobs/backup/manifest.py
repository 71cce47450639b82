"""What a backup says about itself, and how that is checked.

A backup is a tar file: `manifest.json` first, then the database (`dutyline.sqlite3` or
`dutyline.dump`), then `files/ab/cd/<sha256>`. The secret key is not in it.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "dutyline.sqlite3", "postgresql": "dutyline.dump"}
FILE_NAME = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{2})/([0-9a-f]{64})")
LARGEST_MANIFEST = 64 * 1024 * 1024
CHUNK = 1024 * 1024


class BackupRefused(Exception):
    """A backup that cannot be made, or a file that is no sound backup; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """What the archive holds: counts by table, migrations applied, SHA-256 by member."""

    format: int
    made_at: str
    version: str
    vendor: str
    counts: dict[str, int]
    migrations: list[str]
    members: dict[str, str]

    def as_bytes(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    """Read a stranger's manifest; raises BackupRefused for anything but a sound one."""
    try:
        given = json.loads(content)
        manifest = Manifest(**given)
        sound = (
            manifest.format == FORMAT
            and manifest.vendor in DATABASES
            and all(isinstance(count, int) for count in manifest.counts.values())
            and all(re.fullmatch(r"\w{1,63}", table) for table in manifest.counts)
            and all(is_member(name) for name in manifest.members)
            and all(re.fullmatch(r"[0-9a-f]{64}", sha256) for sha256 in manifest.members.values())
            and DATABASES[manifest.vendor] in manifest.members
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise BackupRefused("The file is not a backup of Dutyline.") from error
    if not sound:
        raise BackupRefused("The backup's manifest is damaged, or of another version.")
    return manifest


def is_member(name: str) -> bool:
    """Say whether a name may stand in a backup: the database, or a file under its own hash."""
    if name in DATABASES.values():
        return True
    found = FILE_NAME.fullmatch(name)
    return bool(found) and found[3].startswith(found[1] + found[2])  # type: ignore[index]


def tables() -> list[str]:
    """Return every table of ours and of the libraries, those of cached sessions too."""
    return sorted(model._meta.db_table for model in apps.get_models())


def count_rows() -> dict[str, int]:
    """Return how many rows each table has, all at one moment where in one transaction."""
    quote = connection.ops.quote_name
    counts = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT COUNT(*) FROM {quote(table)}")  # noqa: S608 - our own names
            counts[table] = int(cursor.fetchone()[0])
    return counts


def applied_migrations() -> list[str]:
    """Return the migrations applied here, as `app.name`."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def hash_file(file: IO[bytes]) -> str:
    """Return the SHA-256 of what is left to read."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def hash_path(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hash_file(file)
