"""Obligations: a month of them opened, the boards over them, the evidence that discharges them.

Each against hand-written SQL for the same rows, in a database that holds nothing else of the
kind. To be asked in this order: opening, boards, evidence.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.urls import reverse

from bench import bare
from bench.enterprise import KIND, SINCE
from bench.lines import Line, at_most, told
from bench.measuring import measure, seconds
from bench.site import browser
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import (
    Duty,
    DutyVersion,
    Obligation,
    OpeningClock,
    Origin,
    PostDuty,
    PostMark,
)
from dutyline.kernel.duties.operations import (
    count_strength,
    count_summaries,
    open_periods,
    submit_evidence,
)
from dutyline.kernel.duties.operations.evidence import Act, record_act
from dutyline.kernel.duties.reading import BEHIND_ORDER, behind, board, my_duties
from dutyline.kernel.duties.rules.periods import calendar_period
from dutyline.kernel.duties.sql.marks import mark_posts
from dutyline.kernel.duties.sql.values import execute, rows, stamp
from dutyline.kernel.organisation.models import Appointment, Place, PlaceKind, Unit
from dutyline.toolkit.paging import keyset_page

MONTH = calendar_period("monthly", date(2026, 3, 1), UTC)
NOW = datetime(2026, 2, 27, 12, tzinfo=UTC)
"""Two days before the month begins, so that nothing else is opened with it."""
ACT_AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
FINDERS_KIND = "inspections.finding_recorded"


def opening() -> Iterator[Line]:
    """Open a month for everybody, against the bare INSERT … SELECT of the same rows.

    Ours includes finding out who is not simply holding his post, marking the boards, and the
    commit; the bare statement is rolled back.
    """
    raw = _rolled_back(_raw_opening)
    if connection.vendor == "postgresql":
        # What the bare statement left behind must not slow ours down.
        execute("TRUNCATE duties_obligation CASCADE")
    # As on any such day: the posts are known, and what began before has been opened.
    mark_posts()
    PostMark.objects.update(stale=False)
    OpeningClock.objects.create(cadence="monthly", began_at=NOW - timedelta(days=1), opened_to=NOW)
    ours = seconds(lambda: open_periods(now=NOW))
    execute("ANALYZE")
    again = seconds(lambda: open_periods(now=NOW))
    opened = Obligation.objects.count()
    yield told(f"Opening a month of {opened:,} obligations, ours", ours, "s")
    yield told("The same, hand-written INSERT … SELECT", raw, "s")
    yield at_most("Opening, ours ÷ hand-written", ours / raw, 2, "×")
    yield told("Opening the same month again, which changes nothing", again, "s")


def boards(times: int, ledger_page: Callable[[], float]) -> Iterator[Line]:
    """Count the boards; read that of the root and the first page behind its number."""
    counted = seconds(lambda: count_summaries(now=NOW))
    raw = seconds(lambda: rows(bare.COUNTING, [MONTH.days.last]))
    count_strength(now=NOW)
    by, root = Actor.system("bench"), Unit.objects.get(parent=None)
    span: dict[str, Any] = {"first": MONTH.days.first, "last": MONTH.days.last}
    get = browser("head")
    query = f"from={MONTH.days.first}&to={MONTH.days.last}"
    address = f"{reverse('line_of_unit', args=[root.pk])}?{query}"
    page = measure(lambda: get(address), times)
    yield at_most("Line board at the root: statements", page.statements, 10, "")
    yield told("Line board at the root: app CPU", page.cpu, "ms")
    yield told("Line board at the root: p50", page.typical, "ms")
    yield at_most("Line board at the root ÷ a ledger page", page.best / ledger_page(), 2, "×")
    decay_address = (
        f"{reverse('line_decay', args=[root.pk])}?months=12&until={MONTH.days.first:%Y-%m}"
    )
    thinning = measure(lambda: get(decay_address), times)
    yield at_most("Responsibility decay at the root: statements", thinning.statements, 10, "")
    yield told("Responsibility decay at the root: app CPU", thinning.cpu, "ms")
    yield told("Responsibility decay at the root: p50", thinning.typical, "ms")
    own = measure(lambda: board(by=by, unit=root, today=MONTH.days.first, **span), times)
    bare_own = measure(lambda: _raw_board(root.path), times)
    yield told("Reading the board, ours ÷ hand-written", own.best / bare_own.best, "×")

    def first_page() -> None:
        keyset_page(behind(by=by, unit=root, **span), BEHIND_ORDER, None, 50)

    behind_it = measure(first_page, times)
    bare_page = measure(lambda: _raw_page(root.path), times)
    ratio = behind_it.best / bare_page.best
    yield told("First page behind its number, ours ÷ hand-written", ratio, "×")
    yield told("Counting the boards of the month anew, ours", counted, "s")
    yield told("The same, one hand-written GROUP BY", raw, "s")


def evidence(times: int) -> Iterator[Line]:
    """Record a piece that counts for everything its person owes; read a person's own duties."""
    owing = Obligation.objects.filter(period=MONTH.key).order_by("-person_id")
    people = iter(list(owing.values_list("person_id", flat=True).distinct()[: 2 * times + 10]))
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

    ours = measure(record, times)
    raw = measure(lambda: _raw_piece(next(people), next(numbers)), times)
    yield at_most("One piece of evidence: statements", ours.statements, 6, "")
    yield told("One piece of evidence: p50", ours.typical, "ms")
    yield told("One piece of evidence, ours ÷ hand-written", ours.best / raw.best, "×")
    one = next(people)
    mine = measure(lambda: my_duties(one, today=ACT_AT.date(), now=ACT_AT), times)
    bare_mine = measure(lambda: _raw_mine(one), times)
    yield told("A person's own duties, ours ÷ hand-written", mine.best / bare_mine.best, "×")
    yield from _finds(times)


def _finds(times: int) -> Iterator[Line]:
    """Record what one who owes findings found at a place, one piece after the other."""
    finder = Appointment.objects.select_related("person", "post__unit").order_by("id")[0]
    unit = finder.post.unit
    place = Place.objects.create(
        code="bench",
        name="Bench",
        kind=PlaceKind.AREA,
        unit=unit,
        unit_path=unit.path,
        public_key="bench",
        valid_from=SINCE,
    )
    duty = Duty.objects.create(key="bench.finds", origin=Origin.OWN)
    DutyVersion.objects.create(
        duty=duty,
        number=1,
        text_en=duty.key,
        measure="count",
        cadence="monthly",
        evidence_kind=FINDERS_KIND,
        amount=1000,
        valid_from=SINCE,
    )
    PostDuty.objects.create(post=finder.post, duty=duty, valid_from=SINCE)
    open_periods(now=NOW)
    owed = Obligation.objects.get(version__duty=duty, person=finder.person, period=MONTH.key)
    numbers = count(1)

    def record() -> None:
        submit_evidence(
            by=Actor.system("bench"),
            kind=FINDERS_KIND,
            source=f"bench.find:{next(numbers)}",
            person=finder.person,
            occurred_at=ACT_AT,
            recorded_at=ACT_AT,
            unit=unit,
            place=place,
        )

    cost = measure(record, times)
    owed.refresh_from_db()
    if owed.done != next(numbers) - 1:
        raise RuntimeError("what was found did not count")
    yield at_most("One find at a place, owed: statements", cost.statements, 6, "")


def _raw_opening() -> None:
    moments = [stamp(MONTH.starts_at), stamp(MONTH.due_at), stamp(MONTH.due_at)]
    sql = bare.OPENING[connection.vendor]
    execute(sql, [MONTH.key, MONTH.days.first, *moments, MONTH.days.last])
    if connection.vendor == "postgresql":
        # It looks after foreign keys at the commit only, which the bare statement never sees.
        execute("SET CONSTRAINTS ALL IMMEDIATE")


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


def _rolled_back(act: Callable[[], object]) -> float:
    with transaction.atomic():
        took = seconds(act)
        transaction.set_rollback(True)
    return took
