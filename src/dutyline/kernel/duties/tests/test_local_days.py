"""Sweeps read what a day decides of the day it is where the unit is."""

from datetime import UTC, date, datetime

from dutyline.kernel.criteria.operations.guards import day_of
from dutyline.kernel.criteria.tests.packs import value_from
from dutyline.kernel.duties.models import LineStrength, Obligation
from dutyline.kernel.duties.operations import close_periods, count_strength, open_periods
from dutyline.kernel.duties.tests.organisation import leave
from dutyline.kernel.duties.tests.world import at, stands
from dutyline.kernel.organisation.calendar import held_on_days
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.operations import create_post

CLOSE = "duties.close_after_days"


def weekly(world, *posts):
    world.duty(*posts, cadence="weekly")
    open_periods(now=at("2026-03-06"))


def closed():
    rows = Obligation.objects.exclude(closed_at=None).order_by("id")
    return [(row.person.name, row.period) for row in rows.select_related("person")]


def test_periods_close_by_what_holds_on_the_day_of_their_unit(world):
    weekly(world, world.team_leader_a)
    value_from(date(2026, 3, 14), CLOSE, 20)
    now = at("2026-03-14 00:30")
    assert now.astimezone(UTC).date() == date(2026, 3, 13)
    assert close_periods(now=now) == 0
    assert close_periods(now=at("2026-03-29 00:30")) == 1


def test_units_of_two_days_close_by_the_value_of_each(world, django_assert_num_queries):
    Unit.objects.filter(pk=world.coatings.pk).update(time_zone="America/New_York")
    weekly(world, world.team_leader_a, world.coatings_principal)
    value_from(date(2026, 3, 15), CLOSE, 20)
    # Half past one on the 15th in Shanghai; past noon on the 14th in New York.
    now = at("2026-03-15 01:30")
    with django_assert_num_queries(1):
        days, longer = held_on_days(now, lambda day: day)
    assert (days.value, longer.value) == (date(2026, 3, 14), date(2026, 3, 15))
    assert close_periods(now=now) == 1
    assert closed() == [("Ma Chao", "2026-W10")]
    assert days.among([world.coatings.path, world.team_a.path]) == [world.coatings.path]
    assert close_periods(now=at("2026-03-29 00:30")) == 1


def test_what_is_the_same_on_both_days_is_asked_once_for_all_units(world):
    Unit.objects.filter(pk=world.coatings.pk).update(time_zone="America/New_York")
    (held,) = held_on_days(at("2026-03-15 01:30"), lambda _day: 5)
    assert (held.value, held.zones) == (5, None)


def test_what_became_known_late_counts_in_periods_that_are_open_by_the_day_of_the_unit(world):
    weekly(world, world.team_leader_a)
    open_periods(now=at("2026-03-18"))
    leave(world, world.li, "2026-03-01", "2026-03-10")
    open_periods(now=at("2026-03-18 23:30"))
    assert ("li", "2026-W10", "missed", 0) in stands()
    value_from(date(2026, 3, 19), CLOSE, 20)
    leave(world, world.li, "2026-03-10", "2026-03-11")
    open_periods(now=at("2026-03-19 00:30"))
    assert ("li", "2026-W10", "excused", 0) in stands()


def test_posts_are_counted_of_the_day_where_the_enterprise_is(world):
    create_post(
        by=world.by,
        unit=world.team_a,
        code="new",
        title="New",
        level=5,
        on=date(2026, 3, 14),
        at=at("2026-03-10"),
    )

    def strength():
        return LineStrength.objects.get(unit_id=world.team_a.pk, level=5).posts

    count_strength(now=at("2026-03-13 23:30"))
    before = strength()
    count_strength(now=at("2026-03-14 00:30"))
    assert strength() == before + 1


def test_a_pack_is_loaded_on_the_day_where_the_enterprise_is(world):
    assert day_of(datetime(2026, 3, 13, 16, 30, tzinfo=UTC)) == date(2026, 3, 14)
