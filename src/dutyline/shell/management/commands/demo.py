"""`dutyline demo`: fill an unused database with the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dutyline.shell.demo.going_on import go_on
from dutyline.shell.demo.opening import open_story
from dutyline.shell.demo.tale import ENGLISH, LANGUAGES
from dutyline.shell.demo.telling import Story
from dutyline.shell.sign_in.installation import NotEmpty


class Command(BaseCommand):
    """Tell the demonstration in an unused database."""

    help = "Fills an unused database with the demonstration: an enterprise and its half-year."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the language, and whether the worker shall tell the older months."""
        parser.add_argument("--language", choices=LANGUAGES, default=ENGLISH)
        parser.add_argument(
            "--start",
            action="store_true",
            help="tell the recent weeks only; the worker tells the months before them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell it, all or the recent weeks."""
        now = timezone.now()
        try:
            stage = open_story(language=options["language"], at=now)
        except NotEmpty as refusal:
            raise CommandError(str(refusal)) from refusal
        Story(stage).tell_recent()
        if not options["start"]:
            go_on(now)
