"""Responsibility decay: levels and leaders month by month, and the lists behind the numbers."""

from datetime import date

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.duties.operations import count_summaries, open_periods, settle_due
from dutyline.kernel.duties.reading import BEHIND_ORDER, behind, decay
from dutyline.kernel.duties.reading.behind import OWED
from dutyline.kernel.duties.tests.organisation import appoint, end, move
from dutyline.kernel.duties.tests.test_statements import statements
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.tests.quarries import quarries

FIRST, LAST = date(2026, 2, 1), date(2026, 3, 31)
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
NOW = at("2026-04-05")


def story(world):
    """Two months of walks: leaders of teams do theirs in February only, Wang never."""
    world.duty(world.workshop_head)
    world.duty(world.team_leader_a, world.team_leader_b)
    world.duty(world.operator_a)
    for day in ("2026-02-02", "2026-03-02"):
        open_periods(now=at(day))
        world.show(world.zhang, day)
    for person in (world.li, world.gao):
        world.show(person, "2026-02-05")
    settle_due(now=NOW)
    count_summaries(now=NOW)


def shown(world, unit=None, **facts):
    return decay(by=world.by, unit=unit or world.group, first=FIRST, last=LAST, **facts)


def listed(world, unit, **facts):
    rows = behind(by=world.by, unit=unit, first=FIRST, last=LAST, **facts)
    return rows.order_by(*BEHIND_ORDER).count()


def test_levels_are_counted_month_by_month_from_the_top_down(world):
    story(world)
    told = {
        each.level: {
            month: (figures.on_time, figures.missed) for month, figures in each.months.items()
        }
        for each in shown(world).levels
    }
    assert told == {
        3: {FEBRUARY: (1, 0), MARCH: (1, 0)},
        4: {FEBRUARY: (2, 0), MARCH: (0, 2)},
        5: {FEBRUARY: (0, 2), MARCH: (0, 2)},
    }


def test_every_figure_of_decay_opens_a_list_of_as_many(world):
    story(world)
    for unit in (world.group, world.resin, world.workshop, world.team_a):
        found = shown(world, unit)
        assert listed(world, unit, states=[OWED]) == found.figures.owed
        assert listed(world, unit, own=True, states=[OWED]) == found.own.owed
        for level in found.levels:
            assert listed(world, unit, level=level.level, states=[OWED]) == level.figures.owed
        for led in found.led:
            below = Unit.objects.get(pk=led.unit_id)
            for level, figures in led.levels.items():
                assert listed(world, below, level=level, states=[OWED]) == figures.owed


def test_leaders_and_own_posts_add_up_to_the_whole_and_so_do_months(world):
    story(world)
    for unit in (world.group, world.resin, world.workshop):
        found = shown(world, unit)
        total = found.own
        for led in found.led:
            total = total.plus(led.figures)
            assert sum(each.owed for each in led.months.values()) == led.figures.owed
        assert total == found.figures


def test_one_level_is_kept_alone(world):
    story(world)
    found = shown(world, level=4)
    assert [(each.level, each.figures.owed) for each in found.levels] == [(4, 4)]
    assert found.figures.owed == 4
    assert {led.unit_id: list(led.levels) for led in found.led if led.levels} == {
        world.resin.pk: [4]
    }


def test_a_unit_that_moved_counts_where_it_lay_on_the_day(world):
    story(world)
    move(world, world.team_b, world.coatings, "2026-03-20")
    workshop = {led.unit_id: led.figures.owed for led in shown(world, world.workshop).led}
    assert workshop == {world.team_a.pk: 6, world.team_b.pk: 2}


def test_a_leader_who_went_is_named_beside_the_one_who_came(world):
    story(world)
    end(world, "li", "2026-03-10")
    appoint(world, world.gao, world.team_leader_a, "2026-03-10")
    led = {each.unit_id: each for each in shown(world, world.workshop).led}
    found = led[world.team_a.pk]
    assert (found.head.names, found.before.names) == ((world.gao.name,), (world.li.name,))
    assert led[world.team_b.pk].before is None


@pytest.mark.parametrize("many", [1, 40])
def test_decay_takes_four_statements_however_many_units_lie_under_it(world, many):
    story(world)
    unit = world.resin
    quarries(unit, many)
    with statements() as told:
        found = shown(world, unit)
    assert len(found.led) > many
    assert len(told) == 4


def test_decay_is_shown_to_who_answers_for_the_unit_only(world):
    story(world)
    zhang = world.plant.actor("zhang")
    assert decay(by=zhang, unit=world.workshop, first=FIRST, last=LAST).figures.owed == 10
    with pytest.raises(NotPermitted):
        decay(by=zhang, unit=world.coatings, first=FIRST, last=LAST)
