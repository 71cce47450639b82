"""Restore a backup into an empty installation, and prove that everything came back."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from dutyline.jobs.backup import databases
from dutyline.jobs.backup.manifest import (
    DATABASES,
    BackupRefused,
    Manifest,
    count_rows,
    hash_path,
)
from dutyline.jobs.backup.reading import unpack
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import path_of, root
from dutyline.kernel.ledger.operations import how_it_stands, note_restoration
from dutyline.kernel.ledger.operations.restoring import Stood


def restore(archive: Path, *, by: str, at: datetime, replace: bool = False) -> Manifest:
    """Put a backup in the place of this installation's data and return what was proved.

    `by` is who does it: the log of evidence says that it goes on from an older state. Nothing is
    touched before the whole archive was read and checked. Without `replace` the database and
    the folder of files must be empty. Raises BackupRefused.
    """
    if not replace:
        _must_be_empty()
    home, replaced = Path(settings.HOME), _replaced()
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as name:
        folder = Path(name)
        manifest = unpack(archive, folder)
        _must_fit(manifest)
        if replace:
            databases.clear()
        databases.put_in(folder / DATABASES[manifest.vendor])
        _put_files(folder / "files")
    prove(manifest)
    call_command("migrate", interactive=False, verbosity=0)
    made_at = datetime.fromisoformat(manifest.made_at)
    note_restoration(by_name=by, made_at=made_at, replaced=replaced, at=at)
    return manifest


def _replaced() -> Stood | None:
    """Return how the log stands that is about to be replaced; None where it cannot be read."""
    try:
        return None if databases.empty() else how_it_stands()
    except DatabaseError:
        return None


def prove(manifest: Manifest) -> None:
    """Compare rows and files with the manifest; raises BackupRefused at the first difference."""
    known = {model._meta.db_table for model in apps.get_models()}
    here = count_rows() if known >= manifest.counts.keys() else _counted(manifest)
    for table, count in manifest.counts.items():
        if here.get(table) != count:
            raise BackupRefused(f"{table}: {here.get(table)} rows came back of {count}.")
    for name, sha256 in manifest.members.items():
        if name.startswith("files/") and hash_path(path_of(sha256)) != sha256:
            raise BackupRefused(f"{name} did not come back as it was.")
    kept = set(manifest.members.values())
    for sha256 in Attachment.objects.values_list("sha256", flat=True).distinct().iterator():
        if sha256 not in kept:
            raise BackupRefused(f"An attachment has no file: {sha256}")


def _counted(manifest: Manifest) -> dict[str, int]:
    """Count the tables an older or newer version names, as far as they are there."""
    there = set(connection.introspection.table_names()) & manifest.counts.keys()
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(there):
            cursor.execute(f"SELECT COUNT(*) FROM {quote(table)}")  # noqa: S608 - looked up
            counts[table] = int(cursor.fetchone()[0])
    return counts


def _must_be_empty() -> None:
    if not databases.empty():
        raise BackupRefused("The database is not empty. Add --replace to put the backup over it.")
    if root().exists() and any(root().glob("[0-9a-f][0-9a-f]")):
        raise BackupRefused("The folder of files is not empty. Add --replace to add to it.")


def _must_fit(manifest: Manifest) -> None:
    """Refuse a backup of another database, or of a version newer than this one."""
    if manifest.vendor != connection.vendor:
        raise BackupRefused(f"This backup is for {manifest.vendor}, not for {connection.vendor}.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise BackupRefused(f"This backup is from a newer version of Dutyline ({newer[0]}).")


def _put_files(folder: Path) -> None:
    for path in sorted(folder.glob("*/*/*")):
        target = path_of(path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
