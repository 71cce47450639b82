"""`dutyline setup_code`: show a new code for the first administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dutyline.shell.sign_in.installation import AlreadyBegun, new_setup_code


class Command(BaseCommand):
    """Show a new code for the first administrator; the last one is void then."""

    help = "Shows a new code for the first administrator; the last one is void then."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the code, and nothing else, to standard output."""
        try:
            self.stdout.write(new_setup_code(at=timezone.now()))
        except AlreadyBegun as refusal:
            raise CommandError(str(refusal)) from refusal
