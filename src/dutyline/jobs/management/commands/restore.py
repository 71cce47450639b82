"""`dutyline restore FILE`: bring back what a backup holds, and prove it."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dutyline.jobs.backup.manifest import BackupRefused
from dutyline.jobs.backup.restoring import restore


class Command(BaseCommand):
    """Restore a backup into an empty installation."""

    help = "Restores a backup into an empty installation. Stop the server and the workers first."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the backup, and whether it may replace what is here."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", default="", help="who does it, by name; the log keeps it")
        parser.add_argument("--replace", action="store_true", help="replace what is here")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Restore and say what was proved."""
        if not file.exists():
            raise CommandError(f"There is no {file}.")
        try:
            manifest = restore(
                file,
                by=options["by"] or getpass.getuser(),
                at=timezone.now(),
                replace=options["replace"],
            )
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows, files = sum(manifest.counts.values()), len(manifest.members) - 1
        self.stdout.write(f"{rows} rows and {files} files came back as they were.")
