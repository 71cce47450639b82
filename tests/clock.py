"""Run tests as if it were another moment, so that none passes by the luck of the day or the hour.

    bin/test -- --clock 2027-02-28T23:30Z src/dutyline

The clock of the code under test begins there and goes on; time itself, and with it every pause and
deadline of threads, stays as it is. Servers and workers in processes of their own, and the times
of files, follow the clock of the machine.
"""

import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache.backends import base
from django.utils import timezone


def moment(text: str) -> datetime:
    """Read a moment; where it names no zone it is UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--clock`."""
    parser.addoption("--clock", metavar="MOMENT", help="run as if it were 2027-02-28T23:30Z")


def pytest_configure(config: pytest.Config) -> None:
    """Move the clock before any test module is read: some ask it once for all their tests."""
    wanted = config.getoption("--clock")
    if wanted is None:
        return
    now = timezone.now
    ahead = moment(wanted) - now()
    timezone.now = lambda: now() + ahead
    # The cache in the database reads this clock, but writes by the machine's when a row runs out.
    base.time = SimpleNamespace(time=lambda: time.time() + ahead.total_seconds())


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what time it is."""
    return f"clock: {timezone.now():%Y-%m-%d %H:%M} UTC" if config.getoption("--clock") else None
