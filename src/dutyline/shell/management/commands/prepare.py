"""`dutyline prepare`: bring database and static files up to date before the server starts.

With `--demo` an unused database gets the demonstration, with `--empty` a set-up code. The last
line of standard output is JSON for the program that starts the server: {"code": "…"}.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dutyline.shell.sign_in.installation import (
    awaits_administrator,
    is_demo,
    new_setup_code,
)
from dutyline.shell.sign_in.models import Installation


class Command(BaseCommand):
    """Bring database and static files up to date."""

    help = "Brings database and static files up to date before the server starts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what an unused database shall become, and in which language."""
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--demo", action="store_true", help="fill an unused database")
        kind.add_argument("--empty", action="store_true", help="keep an unused database empty")
        parser.add_argument("--language", default="en", help="of the demonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate and begin, while the static files are collected beside it."""
        with collecting():
            said = self._begin(options)
        self.stdout.write(json.dumps(said))

    def _begin(self, options: dict[str, Any]) -> dict[str, str]:
        call_command("migrate", interactive=False, verbosity=0)
        said = {}
        unused = not Installation.objects.exists() and awaits_administrator()
        if options["empty"] and is_demo():
            raise CommandError(
                "This is the demonstration. Start with another folder: DUTYLINE_HOME=… bin/run"
            )
        if options["demo"] and unused and "demo" in get_commands():
            call_command("demo", language=options["language"], start=True)
        elif awaits_administrator() and not is_demo():
            said["code"] = new_setup_code(at=timezone.now())
        return said


@contextmanager
def collecting() -> Iterator[None]:
    """Collect the static files in a process beside; raises CommandError where that fails."""
    command = [sys.executable, "-m", "dutyline", "collectstatic", "--noinput", "--verbosity", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as beside:  # noqa: S603 - our own words
        yield
    if beside.returncode:
        raise CommandError("The static files could not be collected; the lines above say why.")
