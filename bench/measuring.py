"""How one thing is measured: CPU of this process, time on the clock, statements."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection, transaction


@dataclass(frozen=True)
class Cost:
    """Milliseconds over several repeats: their median, the best of them, and both of CPU alone.

    `best` is compared with `best`, since whatever else a machine does only ever adds.
    """

    typical: float
    best: float
    cpu: float
    best_cpu: float
    statements: int


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements sent within; what only begins or marks a transaction is none."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql and not sql.startswith("BEGIN"):
            sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def execute(sql: str) -> None:
    """Run a statement without parameters."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def number(sql: str) -> int:
    """Return the one number a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def clock() -> float:
    """Read the clock that counts: with SQLite all work is done in this process, so its CPU time."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def seconds(act: Callable[[], object]) -> float:
    """Do something once and return how long it took."""
    began = clock()
    act()
    return clock() - began


def machine() -> str:
    """Say how fast one core is just now, so that numbers of different days can be compared."""
    began, total = time.process_time(), 0
    for each in range(5_000_000):
        total += each * each % 7
    took = time.process_time() - began
    return f"{os.cpu_count()} cores, five million rounds of a Python loop in {took:.2f} s of CPU"


def measure(act: Callable[[], object], times: int) -> Cost:
    """Do something once to warm up, then `times` times more."""
    act()
    with counted() as sent:
        act()
    taken, cpus = [], []
    gc.collect()
    for _ in range(times):
        began, cpu = clock(), time.process_time()
        act()
        taken.append(clock() - began)
        cpus.append(time.process_time() - cpu)
    typical, cpu = median(taken), median(cpus)
    return Cost(typical * 1000, min(taken) * 1000, cpu * 1000, min(cpus) * 1000, len(sent))


def driver(act: Callable[[], object], times: int) -> float:
    """Return the milliseconds of CPU that the database's driver takes of our process for an act.

    The best of several repeats: the statements of the act are sent again to the driver alone and
    rolled back each time. With SQLite the driver is the whole database; with PostgreSQL it packs,
    waits and unpacks.
    """
    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql:
            sent.append((sql, params or ()))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            act()
        transaction.set_rollback(True)
    begin = "BEGIN"
    if connection.vendor == "sqlite":
        begin = "BEGIN IMMEDIATE"
        sent = [(sql.replace("%s", "?").replace("%%", "%"), params) for sql, params in sent]
    cursor, cpus = connection.connection.cursor(), []
    for _ in range(times):
        cursor.execute(begin)
        began = time.process_time()
        for sql, params in sent:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
        cpus.append(time.process_time() - began)
        cursor.execute("ROLLBACK")
    return min(cpus) * 1000
