"""Tells the demonstration inside a transaction that is rolled back: once a module, no trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from dutyline.kernel.registry.stopping import stopping
from dutyline.shell.demo.opening import open_story
from dutyline.shell.demo.stage import EnterpriseStage
from dutyline.shell.demo.telling import Story
from dutyline.shell.sign_in.models import Installation

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
"""Friday, 10:30 where the enterprise is: five days are told first."""
TODAY = date(2026, 11, 20)


@dataclass
class Told:
    """A demonstration in the current transaction."""

    stage: EnterpriseStage
    story: Story

    def tell_older(self, days: int) -> None:
        """Tell some of the older days, each as if the worker were stopped after it."""
        stopping.set()
        try:
            for _day in range(days):
                self.story.tell_older(Installation.objects.get().told, strict=True, breath=0)
        finally:
            stopping.clear()


@contextmanager
def telling(language: str) -> Iterator[Told]:
    """Tell the part of the story a start tells, and forget it at the end of the block."""
    with transaction.atomic():
        stage = open_story(language=language, at=NOW)
        story = Story(stage)
        story.tell_recent()
        yield Told(stage, story)
        transaction.set_rollback(True)
