from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dutyline.kernel.organisation.calendar import (
    day_at,
    midnight,
    shift_at,
    shift_runs,
    shift_times,
    shifts_of,
    works_on,
    zone_of,
)
from dutyline.kernel.organisation.models import PlaceKind, Shift
from dutyline.kernel.organisation.operations import (
    change_place,
    close_place,
    create_place,
    create_shift,
    end_shift,
    move_place,
    move_unit,
    set_time_zone,
)
from dutyline.kernel.organisation.refusals import (
    AlreadyClosed,
    BeforeHistory,
    CodeTaken,
    NoSuchCycle,
    PlaceCircle,
    ShiftNameTaken,
    ShiftWithoutLength,
    UnderWayBefore,
)
from dutyline.kernel.organisation.tests.clerk import Clerk, Forbidden, clerk_over, noon

JANUARY, MARCH, APRIL = date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1)
BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
DAY, NIGHT = (time(8), time(20)), (time(20), time(8))


def shift(unit, name="Day", hours=DAY, days=range(4), on=JANUARY, **told):
    told = {"anchor": JANUARY, "cycle_days": 8, **told}
    return create_shift(
        by=Clerk(),
        unit=unit,
        name=name,
        starts_at=hours[0],
        ends_at=hours[1],
        cycle_on=list(days),
        on=on,
        at=noon(on),
        **told,
    )


def place(unit, name="Hall", **told):
    told = {"by": Clerk(), "kind": PlaceKind.AREA, **told}
    return create_place(name=name, unit=unit, on=JANUARY, at=noon(JANUARY), **told)


def test_a_shift_runs_by_its_cycle(plant):
    day = shift(plant.units.workshop)
    runs = [works_on(day, JANUARY + timedelta(days=n)) for n in range(9)]
    assert runs == [True] * 4 + [False] * 4 + [True]


def test_a_unit_without_a_calendar_works_that_of_the_unit_above(plant):
    above = shift(plant.units.workshop)
    assert shifts_of(plant.units.team_a, JANUARY) == [above]
    own = shift(plant.units.team_a, days=range(4, 8))
    assert shifts_of(plant.units.team_a, JANUARY) == []
    assert shifts_of(plant.units.team_a, date(2026, 1, 5)) == [own]
    assert shifts_of(plant.units.safety, JANUARY) == []


def test_a_unit_that_moves_works_the_calendar_of_its_new_place_from_that_day(plant):
    day = shift(plant.units.workshop, days=range(8))
    night = shift(plant.units.coatings, "Night", NIGHT, days=range(8))
    move_unit(
        by=Clerk(), unit=plant.units.team_a, parent=plant.units.coatings, on=APRIL, at=noon(APRIL)
    )
    assert [shifts_of(plant.units.team_a, on) for on in (MARCH, APRIL)] == [[day], [night]]


def test_a_night_shift_belongs_to_the_day_it_begins(plant):
    night = shift(plant.units.team_a, "Night", NIGHT, days=range(8))
    starts, ends = shift_times(night, MARCH, SHANGHAI)
    assert (starts, ends) == (
        datetime(2026, 3, 1, 12, tzinfo=UTC),
        datetime(2026, 3, 2, 0, tzinfo=UTC),
    )
    assert shift_at(plant.units.team_a, datetime(2026, 3, 1, 23, 59, tzinfo=UTC)) == night
    assert shift_at(plant.units.team_a, datetime(2026, 3, 2, 0, tzinfo=UTC)) is None


def test_a_night_when_the_clocks_change_is_an_hour_shorter_or_longer():
    night = Shift(starts_at=time(22), ends_at=time(6))
    lengths = [
        ends - starts
        for starts, ends in (
            shift_times(night, day, BERLIN)
            for day in (date(2026, 3, 28), date(2026, 6, 1), date(2026, 10, 24))
        )
    ]
    assert lengths == [timedelta(hours=7), timedelta(hours=8), timedelta(hours=9)]


def test_times_the_clocks_skip_or_repeat_are_one_moment():
    skipped = Shift(starts_at=time(2, 30), ends_at=time(10))
    assert shift_times(skipped, date(2026, 3, 29), BERLIN)[0] == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert shift_times(skipped, date(2026, 10, 25), BERLIN)[0] == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    havana = ZoneInfo("America/Havana")
    assert midnight(date(2026, 3, 8), havana) == datetime(2026, 3, 8, 5, tzinfo=UTC)


def test_a_leap_day_has_its_shift(plant):
    shift(plant.units.team_a, days=range(8), anchor=date(2024, 1, 1))
    runs = list(shift_runs(plant.units.team_a, date(2028, 2, 28), date(2028, 3, 1)))
    assert [starts.astimezone(SHANGHAI).date() for _, starts, _ in runs] == [
        date(2028, 2, 28),
        date(2028, 2, 29),
    ]


def test_a_unit_lives_in_its_own_time_zone_or_the_nearest_above(plant):
    evening = datetime(2026, 3, 1, 17, tzinfo=UTC)
    assert zone_of(plant.units.team_a) == SHANGHAI
    assert day_at(evening, plant.units.team_a) == date(2026, 3, 2)
    set_time_zone(by=Clerk(), unit=plant.units.workshop, time_zone="Europe/Berlin", at=noon(MARCH))
    assert zone_of(plant.units.team_a) == BERLIN
    assert day_at(evening, plant.units.team_a) == date(2026, 3, 1)


def test_a_calendar_makes_sense(plant):
    for days, cycle in (([], 8), ([8], 8), ([-1], 8), ([0], 0)):
        with pytest.raises(NoSuchCycle):
            shift(plant.units.team_a, days=days, cycle_days=cycle)
    with pytest.raises(ShiftWithoutLength):
        shift(plant.units.team_a, hours=(time(8), time(8)))
    first = shift(plant.units.team_a)
    with pytest.raises(ShiftNameTaken):
        shift(plant.units.team_a, on=APRIL)
    end_shift(by=Clerk(), shift=first, on=APRIL, at=noon(APRIL))
    assert shift(plant.units.team_a, on=APRIL).valid_from == APRIL
    with pytest.raises(AlreadyClosed):
        end_shift(by=Clerk(), shift=first, on=APRIL, at=noon(APRIL))


def test_a_place_has_a_key_that_says_nothing_about_it(plant):
    hall, yard = place(plant.units.team_a), place(plant.units.team_a, "Yard")
    assert len({hall.public_key, yard.public_key}) == 2
    assert len(hall.public_key) == 22
    assert hall.unit_path == plant.units.team_a.path


def test_a_place_changes_hands_and_keeps_its_printed_code(plant):
    hall = place(plant.units.team_a)
    moved = move_place(by=Clerk(), place=hall, unit=plant.units.mixing, on=MARCH, at=noon(MARCH))
    assert (moved.public_key, moved.unit_path) == (hall.public_key, plant.units.mixing.path)
    renamed = change_place(
        by=Clerk(), place=moved, name="Store", kind=PlaceKind.POINT, within=None, at=noon(MARCH)
    )
    assert (renamed.name, renamed.public_key) == ("Store", hall.public_key)


def test_a_place_does_not_lie_within_itself(plant):
    hall = place(plant.units.team_a)
    corner = place(plant.units.team_a, "Corner", within=hall)
    for within in (corner, hall):
        with pytest.raises(PlaceCircle):
            change_place(
                by=Clerk(), place=hall, name="Hall", kind="area", within=within, at=noon(MARCH)
            )


def test_a_place_goes_out_of_use_once(plant):
    hall = place(plant.units.team_a)
    with pytest.raises(BeforeHistory):
        close_place(by=Clerk(), place=hall, on=date(2025, 1, 1), at=noon(MARCH))
    assert close_place(by=Clerk(), place=hall, on=MARCH, at=noon(MARCH)).valid_to == MARCH
    for act in (
        lambda: close_place(by=Clerk(), place=hall, on=APRIL, at=noon(APRIL)),
        lambda: move_place(
            by=Clerk(), place=hall, unit=plant.units.mixing, on=APRIL, at=noon(APRIL)
        ),
    ):
        with pytest.raises(AlreadyClosed):
            act()


def test_places_need_a_code_of_their_own_and_the_right_to_places(plant):
    place(plant.units.team_a, code="R-1")
    with pytest.raises(CodeTaken):
        place(plant.units.team_a, code="R-1")
    with pytest.raises(Forbidden):
        place(plant.units.team_a, by=clerk_over(plant.units.group.path))
    keeper = clerk_over(plant.units.resin.path, rights=("organisation.manage_places",))
    assert place(plant.units.team_a, by=keeper).pk
    with pytest.raises(Forbidden):
        move_place(
            by=keeper,
            place=place(plant.units.team_a),
            unit=plant.units.mixing,
            on=MARCH,
            at=noon(MARCH),
        )
    with pytest.raises(UnderWayBefore):
        create_place(
            by=Clerk(),
            name="Early",
            kind="area",
            unit=plant.units.team_a,
            on=date(2025, 1, 1),
            at=noon(MARCH),
        )
