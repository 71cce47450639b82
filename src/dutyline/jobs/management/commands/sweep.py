"""`dutyline sweep KEY`: run one job now."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dutyline.jobs.lease import Watch
from dutyline.jobs.models import Sweep
from dutyline.jobs.sweeps import enrol, run, take
from dutyline.jobs.worker import living, new_holder
from dutyline.kernel.registry import jobs


class Command(BaseCommand):
    """Run one job now, or list them all."""

    help = "Runs one job now; without a key, lists the jobs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the key of a job."""
        parser.add_argument("key", nargs="?")

    def handle(self, *args: Any, key: str | None, **options: Any) -> None:
        """Run the job, after whoever is at it has finished or is found dead."""
        known = {job.key: job for job in jobs()}
        if key is None:
            for name, job in sorted(known.items()):
                self.stdout.write(f"{name:40} {job.label}")
            return
        if key not in known:
            raise CommandError(f"There is no job {key}.")
        holder = new_holder()
        with living(holder):
            self._take(key, holder)
            outcome = run(known[key], holder)
        if outcome.error:
            raise CommandError(outcome.error)
        self.stdout.write(f"{key}: {outcome.done}")

    def _take(self, key: str, holder: str) -> None:
        watch = Watch()
        enrol(timezone.now())
        while True:
            row = Sweep.objects.get(key=key)
            free = not row.holder or watch.is_dead(key, row.holder, row.pulse)
            if free and take(row, holder, timezone.now()):
                return
            time.sleep(1)
