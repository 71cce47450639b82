"""`dutyline worker`: run the sweeps and what people asked for, until told to stop."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from dutyline.jobs.worker import work
from dutyline.kernel.registry.stopping import stopping


class Command(BaseCommand):
    """Run the jobs; any number of workers may run beside each other."""

    help = "Runs the jobs. Any number of workers may run beside each other."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM or SIGINT, then finish what is under way."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
        work(stopping)
