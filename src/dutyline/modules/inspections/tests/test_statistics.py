from datetime import UTC, date, datetime, timedelta

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.actions.operations import escalate
from dutyline.kernel.organisation.operations import create_unit
from dutyline.modules.inspections.models import (
    Finding,
    FindingMark,
    FindingStanding,
    FindingSummary,
    StatisticsReport,
)
from dutyline.modules.inspections.operations import (
    assign_finding,
    close_finding,
    count_summaries,
    make_figures,
    open_statistics,
    raise_grade,
    report_repair,
    sign_statistics,
    verify_repair,
    void_finding,
)
from dutyline.modules.inspections.operations.refusals import AlreadySigned, FiguresMissing
from dutyline.modules.inspections.queries.statistics import Figures
from dutyline.modules.inspections.rules.counts import COUNTED
from dutyline.modules.inspections.rules.periods import (
    days_of,
    monday_of,
    months_between,
    quarter_before,
    week_of,
    year_before,
)
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, setting

pytestmark = pytest.mark.django_db
MARCH = 202603


@pytest.fixture
def here():
    return setting()


def mended(here, done_at, **details):
    return close(here, here.found(**details), done_at)


def close(here, finding, done_at):
    assign_finding(by=here.actor("zhang"), finding=finding, five=here.five(), at=AT)
    report_repair(by=here.actor("li"), finding=finding, text="x", at=done_at)
    verify_repair(by=here.actor("zhang"), finding=finding, effective=True, at=done_at)
    close_finding(by=here.actor("chen"), finding=finding, at=done_at)
    return finding


def story(here):
    here.found(found_at=AT - 40 * DAY, at=AT)
    mended(here, AT + 4 * DAY)
    mended(here, AT + 40 * DAY, category="things.electrical")
    late = here.found(by="gao", place=here.places.tank_farm)
    assign_finding(by=here.actor("zhang"), finding=late, five=here.five(due_on=TODAY), at=AT)
    here.found(by="ma", unit=here.plant.units.mixing)
    void_finding(by=here.actor("chen"), finding=here.found(), reason="x", at=AT)


def figures(unit, **kept):
    rows = FindingSummary.objects.of_unit(unit.pk).filter(**kept)
    found = rows.figures()
    return {name: getattr(found, name) for name in COUNTED if getattr(found, name)}


def test_counts_are_of_the_month_each_thing_happened_in(here):
    story(here)
    count_summaries(AT + 41 * DAY)
    units = here.plant.units
    assert figures(units.resin, month=202601) == {"found": 1}
    assert figures(units.resin, month=MARCH) == {
        "found": 3,
        "found_closed": 2,
        "repeats": 1,
        "closed": 1,
        "close_days": 4,
        "due": 3,
        "in_time": 1,
    }
    assert figures(units.resin, month=202604) == {"closed": 1, "close_days": 40}
    assert figures(units.group, month=MARCH)["found"] == 4
    assert figures(units.team_b) == {"found": 1, "due": 1}


def test_rates_follow_from_the_counts(here):
    story(here)
    count_summaries(AT + 41 * DAY)
    rows = FindingSummary.objects.of_unit(here.plant.units.resin.pk).span(202601, 202604)
    whole = rows.figures()
    assert (whole.found, whole.closed) == (4, 2)
    assert whole.rectification_rate == 0.5
    assert whole.on_time_rate == pytest.approx(1 / 3)
    assert (whole.repeat_rate, whole.mean_days_to_close) == (0.25, 22.0)
    assert FindingSummary.objects.of_unit(-1).figures().on_time_rate is None
    by_category = rows.by("category")
    assert {key: each.found for key, each in by_category.items()} == {
        "things.electrical": 1,
        "things.guards": 3,
    }
    assert list(rows.by("grade", "month")) == [
        ("general", 202601),
        ("general", MARCH),
        ("general", 202604),
    ]


def test_of_what_was_found_never_more_than_all_is_rectified(here):
    # Three found in January, two of them closed in March; one found in March, closed in April.
    before = AT - 40 * DAY
    here.found(found_at=before, at=AT)
    for _each in range(2):
        mended(here, AT + 4 * DAY, found_at=before)
    mended(here, AT + 30 * DAY)
    months = FindingSummary.objects.of_unit(here.plant.units.group.pk)
    count_summaries(AT + 5 * DAY)
    january, march = (months.span(each, each).figures() for each in (202601, MARCH))
    assert (january.found, january.found_closed, january.closed) == (3, 2, 0)
    assert january.rectification_rate == pytest.approx(2 / 3)
    # Two closed against one found: once 200 %, now all of the one.
    assert (march.found, march.found_closed, march.closed) == (1, 1, 2)
    assert march.rectification_rate == 1
    assert months.span(202604, 202604).figures().rectification_rate is None


def test_a_signed_report_keeps_its_rate_though_more_is_closed_later(here):
    finding = here.found()
    open_statistics(AT + 31 * DAY)
    report = StatisticsReport.objects.get(company=here.plant.units.resin, period="2026Q1")
    make_figures(by=here.actor("chen"), report=report, at=AT + 31 * DAY)
    sign_statistics(by=here.actor("zhao"), report=report, at=AT + 31 * DAY)
    close(here, finding, AT + 32 * DAY)
    count_summaries(AT + 32 * DAY)
    report.refresh_from_db()
    assert Figures(**report.figures["all"]).rectification_rate == 0
    now = FindingSummary.objects.of_unit(here.plant.units.resin.pk).span(MARCH, MARCH).figures()
    assert (now.found_closed, now.rectification_rate) == (1, 1)


def test_units_are_compared_in_one_statement(here, django_assert_num_queries):
    story(here)
    count_summaries(AT)
    units = [here.plant.units.team_a.pk, here.plant.units.team_b.pk]
    with django_assert_num_queries(1):
        found = FindingSummary.objects.of_units(units).span(202601, MARCH).by("unit_id")
    assert {unit: each.found for unit, each in found.items()} == {units[0]: 3, units[1]: 1}


def test_how_units_stand_now_is_counted_with_everything_under_them(here):
    story(here)
    count_summaries(AT + DAY)
    units = here.plant.units
    standing = FindingStanding.objects.of_units([units.resin.pk, units.team_b.pk, units.mixing.pk])
    shown = {
        name: (row.open, row.unassigned, row.overdue)
        for name in ("resin", "team_b", "mixing", "coatings")
        for row in [standing[getattr(units, name).pk]]
    }
    assert shown == {
        "resin": (2, 1, 1),
        "team_b": (1, 0, 1),
        "mixing": (1, 1, 0),
        "coatings": (0, 0, 0),
    }


def test_overdue_comes_with_midnight_though_nobody_does_anything(here):
    story(here)
    count_summaries(AT)
    unit = here.plant.units.team_b.pk
    assert FindingStanding.objects.of_units([unit])[unit].overdue == 0
    count_summaries(AT + DAY)
    assert FindingStanding.objects.of_units([unit])[unit].overdue == 1


def test_midnight_is_the_enterprises(here):
    story(here)
    unit = here.plant.units.team_b.pk
    # AT is noon in Shanghai; twelve hours on it is the next day there, and the same in UTC.
    midnight = AT + timedelta(hours=12)
    count_summaries(midnight - timedelta(minutes=1))
    assert FindingStanding.objects.of_units([unit])[unit].overdue == 0
    count_summaries(midnight)
    assert FindingStanding.objects.of_units([unit])[unit].overdue == 1


def test_a_quarter_is_over_when_it_is_over_where_the_enterprise_is(here):
    here.found()
    april = datetime(2026, 3, 31, 16, tzinfo=UTC)  # midnight in Shanghai
    assert open_statistics(april - timedelta(minutes=1)) == 0
    assert open_statistics(april) == 1


def test_whom_overdue_dangers_have_reached_is_counted_as_soon_as_they_climb(here):
    story(here)
    count_summaries(AT + DAY)
    assert escalate(AT + DAY) == 1
    count_summaries(AT + DAY)
    units = here.plant.units
    standing = FindingStanding.objects.of_units([units.resin.pk, units.team_b.pk, units.mixing.pk])
    shown = {name: standing[getattr(units, name).pk].ladder for name in ("resin", "team_b")}
    assert shown == {"resin": {"3": 1}, "team_b": {"3": 1}}
    assert standing[units.mixing.pk].ladder == {}


def rows():
    return sorted(
        FindingSummary.objects.values_list(
            "unit_id", "whole", "month", "grade", "category", *COUNTED
        )
    ), sorted(FindingStanding.objects.values_list("unit_id", "whole", "open", "overdue", "major"))


def test_counting_what_was_marked_gives_what_counting_everything_gives(here):
    here.found()
    count_summaries(AT)
    story(here)
    raise_grade(by=here.actor("chen"), finding=Finding.objects.first(), reason="x", at=AT)
    count_summaries(AT)
    marked = rows()
    create_unit(
        by=here.plant.by,
        code="new",
        name="New",
        kind="team",
        parent=here.plant.units.resin,
        on=TODAY,
        at=AT,
    )
    count_summaries(AT)
    assert (rows(), FindingMark.objects.count()) == (marked, 0)


def test_a_sweep_with_nothing_to_do_writes_nothing(here):
    story(here)
    count_summaries(AT)
    assert count_summaries(AT) == 0


def test_the_parts_of_a_company_add_up_to_it(here):
    story(here)
    count_summaries(AT + 41 * DAY)
    alone = FindingSummary.objects.filter(whole=False).figures()
    assert alone == FindingSummary.objects.of_unit(here.plant.units.group.pk).figures()


def test_the_quarters_report_falls_due_by_itself(here):
    here.found(found_at=AT - 90 * DAY, at=AT)
    assert open_statistics(AT + 31 * DAY) == 2
    assert open_statistics(AT + 32 * DAY) == 0
    due = StatisticsReport.objects.filter(company=here.plant.units.resin).order_by("period")
    assert [(each.period, each.first_month, each.last_month, each.due_on) for each in due] == [
        ("2025", 202501, 202512, date(2026, 1, 31)),
        ("2026Q1", 202601, 202603, date(2026, 4, 15)),
    ]


def test_of_a_period_before_the_ledger_began_nothing_is_owed(here):
    assert open_statistics(AT + 31 * DAY) == 0
    here.found(by="ma", unit=here.plant.units.mixing)
    assert open_statistics(AT + 31 * DAY) == 1
    due = StatisticsReport.objects.get()
    assert (due.company, due.period) == (here.plant.units.coatings, "2026Q1")


def test_a_quarter_in_which_nothing_was_found_is_reported_all_the_same(here):
    here.found()
    open_statistics(AT + 125 * DAY)
    assert StatisticsReport.objects.get(company=here.plant.units.resin).period == "2026Q2"


def test_the_report_of_the_last_quarter_is_due_in_january(here):
    here.found()
    open_statistics(AT.replace(year=2027, month=1))
    report = StatisticsReport.objects.get(company=here.plant.units.resin, period="2026Q4")
    assert report.due_on == date(2027, 1, 15)


def test_the_principal_signs_figures_that_stand_from_then_on(here):
    story(here)
    open_statistics(AT + 31 * DAY)
    report = StatisticsReport.objects.get(company=here.plant.units.resin, period="2026Q1")
    zhao = here.actor("zhao")
    with pytest.raises(FiguresMissing):
        sign_statistics(by=zhao, report=report, at=AT + 31 * DAY)
    made = make_figures(by=here.actor("chen"), report=report, at=AT + 31 * DAY)
    assert (made.figures["all"]["found"], made.figures["grade"]["major"]["found"]) == (4, 0)
    assert sorted(made.figures["month"]) == ["202601", "202603"]
    with pytest.raises(NotPermitted):
        sign_statistics(by=here.actor("chen"), report=report, at=AT + 31 * DAY)
    signed = sign_statistics(by=zhao, report=report, at=AT + 31 * DAY)
    assert signed.signed_by.name == "Zhao Min"
    for act in (make_figures, sign_statistics):
        with pytest.raises(AlreadySigned):
            act(by=zhao, report=report, at=AT + 32 * DAY)


def test_months_quarters_and_weeks_are_counted_right():
    assert months_between(202511, 202602) == [202511, 202512, 202601, 202602]
    assert quarter_before(date(2026, 1, 1)) == ("2025Q4", 202510, 202512)
    assert quarter_before(date(2026, 12, 31)) == ("2026Q3", 202607, 202609)
    assert year_before(date(2026, 1, 1)) == ("2025", 202501, 202512)
    assert days_of(202512) == (date(2025, 12, 1), date(2026, 1, 1))
    assert monday_of(week_of(date(2026, 3, 8))) == date(2026, 3, 2)
    assert week_of(date(2026, 3, 9)) == week_of(date(2026, 3, 8)) + 1
