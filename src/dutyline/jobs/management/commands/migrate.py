"""`dutyline migrate`: Django's own, which makes the tables of an empty database at once."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from dutyline.jobs.first_schema import create


class Command(Migrate):
    """Bring the database up to date."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin an empty database at once, then let Django do the rest."""
        wanted = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied")
        if not any(options.get(name) for name in wanted):
            create(connections[options["database"]])
        super().handle(*args, **options)
