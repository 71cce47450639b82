"""Measures the chain against hand-written SQL for the same rows, in an otherwise empty database.

`lay()` makes an enterprise and what its posts owe; `opening()`, `boards()` and `evidence()`, in
this order, return rows of (name, ours, raw, ratio) with times in seconds.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from statistics import median
from typing import Any, NamedTuple

from django.db import connection, transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.bench_enterprise import (
    KIND,
    lay_duties,
    lay_people,
    lay_posts,
    lay_units,
)
from dutyline.kernel.duties.models import Obligation, OpeningClock, PostMark
from dutyline.kernel.duties.operations import count_strength, count_summaries, open_periods
from dutyline.kernel.duties.operations.evidence import Act, record_act
from dutyline.kernel.duties.reading import BEHIND_ORDER, behind, board, my_duties
from dutyline.kernel.duties.rules.periods import calendar_period
from dutyline.kernel.duties.sql import bare
from dutyline.kernel.duties.sql.marks import mark_posts
from dutyline.kernel.duties.sql.values import execute, rows, stamp
from dutyline.kernel.organisation.models import Appointment, Unit
from dutyline.toolkit.paging import keyset_page

MONTH = calendar_period("monthly", date(2026, 3, 1), UTC)
NOW = datetime(2026, 2, 27, 12, tzinfo=UTC)
"""Two days before the month begins, so that nothing else is opened with it."""
ACT_AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
TIMES = 30


class Row(NamedTuple):
    """One line of the table: seconds ours and raw took, and how many times raw ours is."""

    name: str
    ours: float
    raw: float
    ratio: float


def lay(*, people: int = 100_000, duties: int = 20, posts_per_unit: int = 4) -> int:
    """Make some ten thousand units with posts, people and duties; return the appointments."""
    with transaction.atomic():
        lay_people(lay_posts(lay_units(), posts_per_unit), people)
        lay_duties(duties)
    _analyse()
    return Appointment.objects.count()


def opening() -> list[Row]:
    """Open a month for everybody, against the bare INSERT … SELECT of the same rows.

    Ours includes finding out who is not simply holding his post, marking the boards, and the
    commit; the bare statement is rolled back.
    """
    raw = _once(_raw_opening, keep=False)
    if connection.vendor == "postgresql":
        # What the bare statement left behind must not slow ours down.
        execute("TRUNCATE duties_obligation CASCADE")
    # As on any such day: the posts are known, and what began before has been opened.
    mark_posts()
    PostMark.objects.update(stale=False)
    OpeningClock.objects.create(cadence="monthly", began_at=NOW - timedelta(days=1), opened_to=NOW)
    ours = _once(lambda: open_periods(now=NOW), keep=True)
    _analyse()
    again = _once(lambda: open_periods(now=NOW), keep=True)
    return [_row("open a month of obligations", ours, raw), _row("open it again", again, raw)]


def boards() -> list[Row]:
    """Count the boards; read that of the root and the first page behind its number."""
    counted = _once(lambda: count_summaries(now=NOW), keep=True)
    raw = _once(lambda: rows(bare.COUNTING, [MONTH.days.last]), keep=False)
    count_strength(now=NOW)
    by, root = Actor.system("bench"), Unit.objects.get(parent=None)
    span: dict[str, Any] = {"first": MONTH.days.first, "last": MONTH.days.last}

    def page() -> None:
        keyset_page(behind(by=by, unit=root, **span), BEHIND_ORDER, None, 50)

    return [
        _row("count the boards of a month", counted, raw),
        _row(
            "line board at the root",
            _often(lambda: board(by=by, unit=root, today=MONTH.days.first, **span)),
            _often(lambda: _raw_board(root.path)),
        ),
        _row("first page behind a number", _often(page), _often(lambda: _raw_page(root.path))),
    ]


def evidence() -> list[Row]:
    """Record a piece that counts for everything its person owes; read a person's own duties."""
    owing = Obligation.objects.filter(period=MONTH.key).order_by("-person_id")
    people = iter(list(owing.values_list("person_id", flat=True).distinct()[: 3 * TIMES]))
    numbers = count(1)

    def record() -> None:
        act = Act(
            kind=KIND,
            source=f"bench.walk:{next(numbers)}",
            occurred_at=ACT_AT,
            recorded_at=ACT_AT,
            post_id=None,
            unit_id=None,
            place_id=None,
            about="",
            amount=Decimal(1),
        )
        with transaction.atomic():
            record_act(act, [next(people)])

    one = next(people)
    return [
        _row(
            "record a piece of evidence",
            _often(record),
            _often(lambda: _raw_piece(next(people), next(numbers))),
        ),
        _row(
            "my duties",
            _often(lambda: my_duties(one, today=ACT_AT.date(), now=ACT_AT)),
            _often(lambda: _raw_mine(one)),
        ),
    ]


def _analyse() -> None:
    execute("ANALYZE")


def _raw_opening() -> None:
    moments = [stamp(MONTH.starts_at), stamp(MONTH.due_at), stamp(MONTH.due_at)]
    sql = bare.OPENING[connection.vendor]
    execute(sql, [MONTH.key, MONTH.days.first, *moments, MONTH.days.last])


def _raw_board(path: str) -> None:
    for sql in bare.BOARD:
        rows(sql, [path, MONTH.days.first, MONTH.days.last])
    for sql in bare.UNITS_OF_BOARD:
        rows(sql, [path, path])


def _raw_page(path: str) -> None:
    rows(bare.PAGE, [path, path[:-1] + "0", MONTH.days.first, MONTH.days.last])


def _raw_piece(person_id: int, number: int) -> None:
    at = stamp(ACT_AT)
    with transaction.atomic():
        told = [KIND, f"raw:{number}", person_id, at, ACT_AT.date(), at]
        [(piece,)] = rows(bare.PIECE, told)
        owed = rows(bare.COUNT_PIECE, [person_id, at, at])
        values = ", ".join([bare.DISCHARGE_VALUES] * len(owed))
        execute(bare.DISCHARGE + values, [each for (pk,) in owed for each in (pk, piece, at)])


def _raw_mine(person_id: int) -> None:
    for sql in bare.MINE:
        rows(sql, [person_id])


def _once(act: Callable[[], object], *, keep: bool) -> float:
    began = time.perf_counter()
    if keep:
        act()
        return time.perf_counter() - began
    with transaction.atomic():
        act()
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return took


def _often(act: Callable[[], object]) -> float:
    act()
    return median(_once(act, keep=True) for _ in range(TIMES))


def _row(name: str, ours: float, raw: float) -> Row:
    return Row(name, ours, raw, ours / raw)
