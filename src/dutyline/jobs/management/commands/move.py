"""`dutyline move FILE`: from SQLite to PostgreSQL."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dutyline.jobs.backup.manifest import BackupRefused
from dutyline.jobs.backup.moving import move


class Command(BaseCommand):
    """Move everything from an SQLite file into the PostgreSQL database of DATABASE_URL."""

    help = "Moves everything from an SQLite file into PostgreSQL. Stop server and workers first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="DUTYLINE_HOME/dutyline.sqlite3")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Move and say how much."""
        try:
            counts = move(file)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{sum(counts.values())} rows moved, in {len(counts)} tables.")
