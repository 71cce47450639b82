"""One part of the bench, in the database the environment names: `python -m bench.run`."""

import json
import logging
import platform
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import django

django.setup()

import structlog  # noqa: E402  Django comes first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import chain  # noqa: E402
from bench.creating import create  # noqa: E402
from bench.diligence import diligence  # noqa: E402
from bench.enterprise import lay_duties, lay_people, lay_posts, lay_units  # noqa: E402
from bench.export import export  # noqa: E402
from bench.findings import lay_findings, lay_ground  # noqa: E402
from bench.ledger import Ledger  # noqa: E402
from bench.letters import letters  # noqa: E402
from bench.lines import Line, told  # noqa: E402
from bench.log import log  # noqa: E402
from bench.measuring import execute, machine, seconds  # noqa: E402
from bench.site import lay_accounts  # noqa: E402
from bench.sizes import SIZES, Size  # noqa: E402
from dutyline.kernel.access.actor import Actor  # noqa: E402
from dutyline.kernel.criteria.operations import load_pack  # noqa: E402


def ledger(size: Size) -> Iterator[Line]:
    """Measure the ledger as it grows, then what is recorded into it."""
    pages = Ledger(size.times)
    for rows in size.ledgers:
        took = seconds(partial(lay_findings, rows))
        yield told(f"Laying the ledger up to {rows:,}, indexes and words", took, "s")
        pages.measure(rows)
        if rows != size.ledgers[-1]:
            yield from export(rows)
    yield from pages.lines()
    yield from pages.deep()
    yield from pages.rows()
    yield from pages.searches()
    yield from pages.weight()
    yield from pages.home()
    yield from create(size.times)


def duties(size: Size) -> Iterator[Line]:
    """Measure obligations, from their opening to the evidence."""
    lay_duties(size.duties)
    lay_findings(size.ledgers[0])
    pages = Ledger(size.times)
    yield from chain.opening()
    yield from chain.boards(size.times, lambda: pages.page("").best)
    yield from chain.evidence(size.times)
    yield from diligence()


def evidence_log(size: Size) -> Iterator[Line]:
    """Measure the log nobody can rewrite."""
    yield from log(size.entries, size.times)


def letters_of_a_year(size: Size) -> Iterator[Line]:
    """Measure a round of letters for everybody."""
    yield from letters(size.times)


PARTS = {
    "ledger": ledger,
    "duties": duties,
    "log": evidence_log,
    "letters": letters_of_a_year,
}


def main(part: str, size: Size, result: Path) -> None:
    """Lay the enterprise, measure one part of it, and write the lines down."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    import_module("dutyline.config.wsgi")  # what stays is frozen, as in a server
    if connection.vendor == "sqlite":
        execute("PRAGMA synchronous = OFF")
    load_pack(path="cn-work-safety", by=Actor.system("bench"), at=timezone.now())
    lay_people(lay_posts(lay_units(size.units), size.posts), size.people)
    lay_ground()
    lay_accounts()
    execute("ANALYZE")
    lines = []
    for line in PARTS[part](size):
        lines.append([line.what, line.measured, line.goal, line.met])
        mark = {True: "", False: "  MISSED", None: ""}[line.met]
        print(f"{line.what:74} {line.measured:>12} {line.goal:>10}{mark}", flush=True)
    where = f"Python {platform.python_version()}, {machine()}"
    result.write_text(json.dumps({"size": size.name, "where": where, "lines": lines}))


if __name__ == "__main__":
    main(sys.argv[1], SIZES[sys.argv[2]], Path(sys.argv[3]))
