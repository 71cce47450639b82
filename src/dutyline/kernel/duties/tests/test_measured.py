"""How an indicator stands while its period runs, and what it was read at in the end."""

from decimal import Decimal

from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.duties.operations import close_periods, open_periods, waive
from dutyline.kernel.duties.reading import items, readings
from dutyline.kernel.duties.tests.test_closing import indicator, measured
from dutyline.kernel.duties.tests.world import at


def shown(now, **which):
    rows = Obligation.objects.filter(**which).select_related(
        "version__duty", "person", "post", "unit"
    )
    return items(rows.order_by("id"), now)


def stands_at(moment):
    now = at(moment)
    (read,) = readings(shown(now, period="2026-03"), now).values()
    return read.value, read.met, read.final, read.at == now


def test_it_stands_as_it_would_be_decided_now_until_it_is(world):
    indicator(world, world.workshop_head)
    open_periods(now=at("2026-02-28"))
    open_periods(now=at("2026-03-02"))
    assert readings(shown(at("2026-02-28"), period="2026-03"), at("2026-02-28")) == {}
    world.toy.SHARES[world.workshop.path] = measured(18, 20)
    assert stands_at("2026-03-10") == (Decimal("0.9"), False, False, True)
    world.toy.SHARES[world.workshop.path] = measured(19, 20)
    assert stands_at("2026-04-03") == (Decimal("0.95"), True, False, True)
    running, over = (period for _paths, period in world.toy.ASKED)
    assert (running.starts_at, running.ends_at) == (at("2026-03-01 00:00"), at("2026-03-10"))
    assert over.ends_at == at("2026-04-01 00:00"), "what comes later is of the next period"
    close_periods(now=at("2026-04-06"))
    world.toy.SHARES[world.workshop.path] = measured(1, 20)
    assert stands_at("2026-04-20") == (Decimal("0.95"), True, True, False)


def test_it_is_met_by_the_exact_value_and_not_where_nothing_was_due(world):
    indicator(world, world.workshop_head)
    open_periods(now=at("2026-03-02"))
    world.toy.SHARES[world.workshop.path] = measured(949_999, 1_000_000)
    assert stands_at("2026-03-10") == (Decimal("0.95"), False, False, True)
    world.toy.SHARES[world.workshop.path] = measured(0, 0)
    assert stands_at("2026-03-10") == (None, None, False, True)


def test_there_is_none_for_other_duties_nor_for_what_is_set_aside(world, django_assert_num_queries):
    world.duty(world.workshop_head)
    open_periods(now=at("2026-03-02"))
    now = at("2026-03-10")
    walks = shown(now, period="2026-03")
    assert walks
    with django_assert_num_queries(0):
        assert readings(walks, now) == {}
    indicator(world, world.team_leader_a)
    open_periods(now=at("2026-03-02"))
    world.toy.SHARES[world.team_a.path] = measured(1, 2)
    owed = Obligation.objects.get(period="2026-03", version__measure="indicator")
    waive(by=world.plant.actor("chen"), obligation=owed, reason="Rebuilt", at=now)
    assert readings(shown(now, period="2026-03"), now) == {}


def test_many_are_read_with_one_question_a_span_for_all_units(world, django_assert_num_queries):
    posts = (world.workshop_head, world.team_leader_a, world.team_leader_b)
    for _number in range(17):
        indicator(world, *posts)
    open_periods(now=at("2026-03-02"))
    for unit in (world.workshop, world.team_a, world.team_b):
        world.toy.SHARES[unit.path] = measured(1, 2)
    now = at("2026-03-10")
    found = shown(now, period="2026-03")
    assert len(found) == 51
    for some in (found[:1], found):
        world.toy.ASKED.clear()
        with django_assert_num_queries(2):
            assert len(readings(some, now)) == len(some)
        assert len(world.toy.ASKED) == 1
