"""Random histories of an organisation against a reference model that replays what was accepted.

Moving a unit to where it is, or naming it what it is called, changes nothing and is forgotten.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Place, PlaceKind, Unit
from dutyline.kernel.organisation.operations import (
    bring_into_effect,
    close_unit,
    create_place,
    create_unit,
    merge_unit,
    move_unit,
    rename_unit,
)
from dutyline.kernel.organisation.tests.clerk import Clerk, noon
from dutyline.kernel.registry import Refusal

pytestmark = pytest.mark.django_db(transaction=False)

START = date(2026, 1, 1)
DAYS = 6
TREE = ((1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 3))
"""Where every history begins: (unit, parent), all from the first day."""
ACT = st.tuples(
    st.sampled_from(("create", "move", "move", "merge", "close", "rename")),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, DAYS - 1),
)
IN_ORDER = st.lists(ACT, min_size=3, max_size=10).map(
    lambda acts: sorted(acts, key=lambda act: act[3])
)
ACTS = IN_ORDER | st.lists(ACT, min_size=3, max_size=10)


@dataclass
class Reference:
    """The organisation in thirty lines: what was accepted, replayed day by day."""

    acts: list[tuple] = field(default_factory=list)
    heirs: dict[int, int] = field(default_factory=dict)

    def on(self, day):
        """Return {unit: (parent, name)} of a day."""
        units = {0: (None, "root")}
        self.heirs.clear()
        for _, _, act in sorted((act[-1], number, act) for number, act in enumerate(self.acts)):
            verb, unit, other, when = act
            if when <= day and (unit in units) != (verb == "create"):
                getattr(self, verb)(units, unit, other)
        return units

    def create(self, units, unit, parent):
        parent = self.now_in(parent)
        if parent in units:
            units[unit] = (parent, "new")

    def move(self, units, unit, parent):
        units[unit] = (self.now_in(parent), units[unit][1])

    def now_in(self, unit):
        """Return what a unit was merged into: what was planned under it comes there."""
        return self.now_in(self.heirs[unit]) if unit in self.heirs else unit

    def rename(self, units, unit, name):
        units[unit] = (units[unit][0], name)

    def merge(self, units, unit, heir):
        for child in [child for child, (parent, _) in units.items() if parent == unit]:
            self.move(units, child, heir)
        del units[unit]
        self.heirs[unit] = heir

    def close(self, units, unit, _other):
        for child in [child for child, (parent, _) in units.items() if parent == unit]:
            self.close(units, child, None)
        del units[unit]

    def line(self, units, unit):
        """Return the units from the root down to one: its scope is all whose line begins so."""
        above = units[unit][0]
        return [*(self.line(units, above) if above is not None else []), unit]


class House:
    """The real thing, told the same."""

    def __init__(self):
        self.reference = Reference()
        self.units = [self.create("root", None, START)]
        for unit, parent in TREE:
            self.units.append(self.create("new", self.units[parent], START))
            place_in(self.units[-1], START)
            self.reference.acts.append(("create", unit, parent, 0))

    def create(self, name, parent, on):
        return create_unit(by=Clerk(), name=name, kind="team", parent=parent, on=on, at=noon(START))

    def act(self, verb, first, second, day):
        first, second = first % len(self.units), second % len(self.units)
        on, unit, other = START + timedelta(days=day), self.units[first], self.units[second]
        told = {"by": Clerk(), "on": on, "at": noon(START)}
        try:
            with transaction.atomic():
                if verb == "create":
                    self.units.append(self.create("new", unit, on))
                    place_in(self.units[-1], on)
                    first, second = len(self.units) - 1, first
                elif verb == "move":
                    move_unit(unit=unit, parent=other, **told)
                elif verb == "merge":
                    merge_unit(unit=unit, into=other, **told)
                elif verb == "close":
                    close_unit(unit=unit, with_contents=True, **told)
                else:
                    second = f"name {second}"
                    rename_unit(unit=unit, name=second, **told)
        except Refusal:
            return
        if second not in self.reference.on(day).get(first, ()) or verb not in {"move", "rename"}:
            self.reference.acts.append((verb, first, second, day))

    def on(self, day):
        """Return {unit: (line from the root, name)} of a day, asked as of it."""
        numbers = {unit.pk: number for number, unit in enumerate(self.units)}
        return {
            numbers[version.unit_id]: (
                [numbers[int(part)] for part in version.path.strip("/").split("/")],
                version.name,
            )
            for version in line.units_on(START + timedelta(days=day))
        }


def place_in(unit, on):
    create_place(by=Clerk(), name="Place", kind=PlaceKind.AREA, unit=unit, on=on, at=noon(START))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
@example(acts=[("create", 3, 0, 1), ("merge", 3, 0, 0)])
@example(acts=[("merge", 2, 1, 1), ("merge", 1, 0, 1)])
@example(acts=[("move", 6, 3, 3), ("move", 6, 0, 0)])
def test_any_history_gives_the_tree_of_every_day_and_today_s_rows(db, acts):
    with transaction.atomic():
        house = House()
        for act in acts:
            house.act(*act)
        for day in range(DAYS + 1):
            units = house.reference.on(day)
            wanted = {
                unit: (house.reference.line(units, unit), name) for unit, (_, name) in units.items()
            }
            assert house.on(day) == wanted, f"as of day {day}"
            check_scope(house, units, day)
            bring_into_effect(noon(START + timedelta(days=day)))
            check_today(house, day)
            assert bring_into_effect(noon(START + timedelta(days=day))) == 0
        transaction.set_rollback(True)


def check_scope(house, units, day):
    """A unit's subtree as of the day is what the reference finds by walking up."""
    on = START + timedelta(days=day)
    for unit in units:
        path = line.units_on(on).get(unit=house.units[unit]).path
        found = {version.unit_id for version in line.units_on(on, [path])}
        wanted = {
            house.units[other].pk for other in units if unit in house.reference.line(units, other)
        }
        assert found == wanted


def check_today(house, day):
    """Today's rows say what the versions of the day say, and places lie where their units do."""
    rows = {unit.pk: unit for unit in Unit.objects.all()}
    for version in line.units_on(START + timedelta(days=day)):
        row = rows[version.unit_id]
        assert (row.path, row.name, row.parent_id) == (
            version.path,
            version.name,
            version.parent_id,
        )
    for row in rows.values():
        if row.merged_into_id and row.valid_to <= START + timedelta(days=day):
            assert not row.places.filter(valid_to__isnull=True).exists()
        above = rows[row.parent_id].path if row.parent_id else "/"
        assert row.path == f"{above}{row.pk}/"
        assert row.depth == row.path.count("/") - 2
    for place in Place.objects.all():
        assert place.unit_path == rows[place.unit_id].path
