"""`dutyline backup FILE`: everything in one file, while people work."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dutyline.jobs.backup.making import make
from dutyline.jobs.backup.manifest import BackupRefused
from dutyline.jobs.backup.remembering import remember


class Command(BaseCommand):
    """Write database and attachments to one file and check it."""

    help = "Writes database and attachments to one file and checks it. People may go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file to write."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Make the backup and say what is in it."""
        if file.exists():
            raise CommandError(f"{file} exists. A backup never overwrites another.")
        began = timezone.now()
        try:
            manifest = make(file, began)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows, files = sum(manifest.counts.values()), len(manifest.members) - 1
        remember(began=began, ended=timezone.now(), rows=rows)
        self.stdout.write(f"{file}: {rows} rows, {files} files, read back and checked.")
