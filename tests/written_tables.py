"""Notice which tables the tests wrote to, so that no model goes without one.

With `--every-table`, which `bin/test` gives when it runs everything, a run fails where a table of
ours was never written to.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest

INSERT = re.compile(r'INSERT (?:OR \w+ )?INTO "?(\w+)')
"""In what the ORM writes and in SQL of our own, which quotes no names and may begin with WITH."""
LEFT_BY_OTHERS = "written-tables-"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--every-table`."""
    parser.addoption(
        "--every-table", action="store_true", help="fail where no test wrote to a table"
    )


class Listener:
    """Hears every statement of this process."""

    def __init__(self) -> None:
        self.written: set[str] = set()

    def listen(self) -> None:
        """Note the table of every INSERT from now on."""
        from django.db.backends.utils import CursorWrapper  # after settings are named

        for name in ("_execute", "_executemany"):
            self._wrap(CursorWrapper, name)

    def _wrap(self, cursor: type, name: str) -> None:
        original = getattr(cursor, name)

        def execute(this: Any, sql: str, *arguments: Any) -> Any:
            self.written.update(INSERT.findall(sql))
            return original(this, sql, *arguments)

        setattr(cursor, name, execute)


LISTENER = Listener()


def pytest_configure(config: pytest.Config) -> None:
    """Begin to listen."""
    LISTENER.listen()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave what this worker saw for the run that started it, or judge what all saw."""
    home = Path(os.environ["DUTYLINE_HOME"])
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        (home / f"{LEFT_BY_OTHERS}{worker}").write_text("\n".join(LISTENER.written))
    elif session.config.getoption("every_table"):
        for path in home.glob(f"{LEFT_BY_OTHERS}*"):
            LISTENER.written.update(path.read_text().split())
        if never_written() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name the tables no test wrote to."""
    if config.getoption("every_table") and never_written():
        terminalreporter.section("tables no test wrote to")
        terminalreporter.line(", ".join(never_written()))


def never_written() -> list[str]:
    """Return our tables no statement wrote to."""
    from django.apps import apps  # after settings are named

    ours = [model for model in apps.get_models() if model.__module__.startswith("dutyline.")]
    return sorted({model._meta.db_table for model in ours} - LISTENER.written)
