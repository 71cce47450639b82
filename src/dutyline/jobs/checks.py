"""What the system says about itself when it starts."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's own word


def falls_back() -> bool:
    """Say whether this is SQLite without the write-ahead log it cannot be trusted with."""
    database: dict[str, Any] = settings.DATABASES["default"]
    command = str(database.get("OPTIONS", {}).get("init_command", ""))
    return database["ENGINE"].endswith("sqlite3") and "journal_mode=WAL" not in command


@register()
def sqlite_journal(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    """Say that WAL is off because this SQLite may lose commits with it."""
    if not falls_back():
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset fault: it can lose commits when "
            "two connections write a write-ahead log at once. Dutyline uses the rollback journal, "
            "which is safe and lets readers wait for a writer.",
            hint="Install the pysqlite3 wheel, an SQLite of 3.51.3 or newer, or use PostgreSQL.",
            id="dutyline.W001",
        )
    ]
