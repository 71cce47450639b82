from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from dutyline.kernel.actions.facts import repaired_in_time, verified
from dutyline.kernel.actions.indicators import not_overdue_rate, on_time_rate, rectification_rate
from dutyline.kernel.actions.models import Rectification, State
from dutyline.kernel.actions.operations import (
    Told,
    ask_extension,
    decide_extension,
    report_done,
    restore,
    verify,
    withdraw,
)
from dutyline.kernel.actions.tests.setting import AT, DAY, DUE, TODAY, setting
from dutyline.kernel.criteria.models import Criterion
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import value_from
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.registry import Measurement, Period

pytestmark = pytest.mark.django_db
MARCH = Period(datetime(2026, 2, 28, 16, tzinfo=UTC), datetime(2026, 3, 31, 16, tzinfo=UTC))


@pytest.fixture
def here():
    return setting()


def share(kept, due):
    return Measurement(Decimal(kept), Decimal(due))


def facts():
    return sorted(
        (fact.kind, fact.source, fact.person_id, fact.about, fact.occurred_at)
        for fact in (*repaired_in_time(), *verified())
    )


def test_replay_tells_exactly_what_counts_as_evidence(here):
    good = here.repaired(number=1)
    verify(by=here.actor("zhang"), rectification=good.rectification, effective=True, at=AT + DAY)
    bad = here.repaired(number=2)
    verify(
        by=here.actor("zhang"),
        rectification=bad.rectification,
        effective=False,
        at=AT + DAY,
        opinion="No.",
    )
    here.repaired(number=3, at=AT + 30 * DAY)
    gone = here.repaired(number=4)
    withdraw(by=here.actor("chen"), rectification=gone.rectification, reason="x", at=AT + DAY)
    standing = Evidence.objects.filter(withdrawal=None)
    assert facts() == sorted(
        (row.kind, row.source, row.person_id, row.about, row.occurred_at) for row in standing
    )
    assert len(facts()) == 3


def test_what_another_ledger_tells_proves_nothing_here(here):
    told = Told(
        state=State.VERIFIED,
        assigned_on=TODAY - 9 * DAY,
        repaired_on=TODAY - 5 * DAY,
        repair_text="Welded",
        verified_on=TODAY - 4 * DAY,
        verifier=here.person("chen"),
        opinion="Good",
        notice_number="ZG-7",
        received_on=TODAY - 8 * DAY,
    )
    given = restore(
        by=here.actor("chen"),
        source=here.source(9),
        label="F-2026-0009",
        unit=here.plant.units.team_a,
        five=here.five(due_on=TODAY - 3 * DAY),
        told=told,
        at=AT,
    )
    assert (given.state, given.repaired_on, Evidence.objects.count()) == (
        "verified",
        TODAY - 5 * DAY,
        0,
    )
    assert given.repairs.get().verification.by.name == "Chen Jing"
    assert facts() == []


@pytest.mark.parametrize(
    ("state", "rows", "expected"),
    [
        ("verified", "repaired verified by chen", "verified"),
        ("verified", "repaired verified by li", "reported"),
        ("verified", "repaired", "reported"),
        ("verified", "", "in_work"),
        ("reported", "", "in_work"),
        ("assigned", "repaired verified by chen", "assigned"),
        ("extension_asked", "", "in_work"),
    ],
)
def test_a_restored_state_stands_only_with_the_row_that_carries_it(here, state, rows, expected):
    told = Told(
        state=State(state),
        assigned_on=TODAY - 9 * DAY,
        repaired_on=TODAY if "repaired" in rows else None,
        verified_on=TODAY if "verified" in rows else None,
        verifier=here.person("li" if "li" in rows else "chen"),
    )
    given = restore(
        by=here.actor("chen"),
        source=here.source(9),
        label="x",
        unit=here.plant.units.team_a,
        five=here.five(verifier=None),
        told=told,
        at=AT,
    )
    assert given.state == expected


def test_the_on_time_rate_counts_what_fell_due_in_the_period(here):
    here.repaired(number=1)
    here.repaired(number=2, at=AT + 20 * DAY)
    here.assigned(3)
    here.assigned(4, due_on=TODAY + 60 * DAY)
    gone = here.assigned(5)
    withdraw(by=here.actor("chen"), rectification=gone, reason="x", at=AT)
    units = here.plant.units
    rates = on_time_rate([units.resin.path, units.team_a.path, units.team_b.path], MARCH)
    assert rates == {
        units.resin.path: share(1, 3),
        units.team_a.path: share(1, 3),
        units.team_b.path: share(0, 0),
    }


def repaired_in_granted_time(here):
    given = here.assigned()
    question = ask_extension(
        by=here.actor("li"),
        rectification=given,
        to_on=DUE + 10 * DAY,
        reason="Part",
        interim_control="Rope",
        at=AT,
    )
    decide_extension(by=here.actor("zhang"), extension=question, granted=True, at=AT)
    report_done(by=here.actor("li"), rectification=given, text="x", at=AT + 12 * DAY)


def test_a_criterion_says_whether_granted_time_counts(here):
    repaired_in_granted_time(here)
    path = here.plant.units.resin.path
    assert on_time_rate([path], MARCH)[path] == share(0, 1)
    with changing():
        Criterion.objects.filter(key="actions.deadline_that_counts").update(value="latest")
    assert on_time_rate([path], MARCH)[path] == share(1, 1)


def test_which_time_counts_is_what_holds_on_the_last_day_where_the_unit_is(here):
    repaired_in_granted_time(here)
    value_from(date(2026, 4, 1), "actions.deadline_that_counts", "latest")
    path, safety = here.plant.units.resin.path, here.plant.units.safety
    assert on_time_rate([path], MARCH)[path] == share(0, 1)
    # An hour into April where the unit is, and still March in Greenwich.
    into_april = Period(MARCH.starts_at, MARCH.ends_at + timedelta(hours=1))
    type(safety).objects.filter(pk=safety.pk).update(time_zone="Europe/London")
    assert on_time_rate([path, safety.path], into_april) == {
        path: share(1, 1),
        safety.path: share(0, 0),
    }


def test_the_rectification_rate_counts_what_was_assigned_in_the_period(here):
    good = here.repaired(number=1)
    verify(by=here.actor("zhang"), rectification=good.rectification, effective=True, at=AT + DAY)
    here.repaired(number=2)
    path = here.plant.units.resin.path
    assert rectification_rate([path], MARCH)[path] == share(1, 2)


def test_open_repairs_are_overdue_or_not_at_the_end_of_the_period(here):
    here.repaired(number=1)
    here.assigned(2)
    here.assigned(3, due_on=TODAY + 60 * DAY)
    path = here.plant.units.resin.path
    assert not_overdue_rate([path], MARCH)[path] == share(2, 3)


def test_an_indicator_is_one_statement_for_any_number_of_units(here, django_assert_max_num_queries):
    paths = [unit.path for unit in vars(here.plant.units).values()]
    with django_assert_max_num_queries(4):
        on_time_rate(paths, MARCH)
    with django_assert_max_num_queries(1):
        rectification_rate(paths, MARCH)
    with django_assert_max_num_queries(1):
        not_overdue_rate(paths, MARCH)


def test_a_late_repair_was_not_kept_however_it_ends(here):
    repair = here.repaired(at=AT + 9 * DAY)
    verify(
        by=here.actor("zhang"), rectification=repair.rectification, effective=True, at=AT + 9 * DAY
    )
    assert Rectification.objects.get().repaired_on == TODAY + timedelta(days=9)
    path = here.plant.units.resin.path
    assert on_time_rate([path], MARCH)[path] == share(0, 1)
