"""What tests of inspections stand on: the plant, its places, the criteria they need.

`setting()` builds the plant with a place in each team and the workshop, and the criteria and
catalogue entries the rules of inspections and actions read. Days are in March 2026; `AT` is
Monday noon in Shanghai.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.tests import plant as access
from dutyline.kernel.actions.rules import Five
from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.organisation.operations import create_place
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations import record_finding
from dutyline.modules.inspections.operations.details import Details

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
BEGIN = date(2026, 1, 1)

VALUES: dict[str, Any] = {
    "actions.deadline_that_counts": "first",
    "actions.extensions_allowed": 1,
    "actions.verify_within_days": 3,
    "duties.back_fill_counts": "late",
    "duties.back_fill_days": 2,
    "duties.close_after_days": 5,
    "duties.default_grace_days": 2,
    "duties.vacancy": "cover",
    "duties.vacancy_report_days": 30,
    "findings.number_format": "F-{year}-{number:04}",
    "findings.repeat_days": 180,
    "findings.similar_days": 30,
    "findings.statistics_due": {"quarter_day": 15, "year": "01-31"},
    "findings.deadline_days": {"general": 7, "major": 30},
    "inspections.coverage_days": 31,
    "inspections.follow_ups_per_hour": 30,
    "inspections.public_reports_per_hour": 3,
    "inspections.public_reports_per_place": 5,
    "inspections.round_grace_hours": 4,
    "inspections.seconds_per_item": 6,
}
ENTRIES = (
    ("escalation_ladder", "repair.superior", {"stage": "repair", "days_over": 1, "up": 1}),
    ("escalation_ladder", "repair.second", {"stage": "repair", "days_over": 3, "up": 2}),
    ("escalation_ladder", "repair.principal", {"stage": "repair", "days_over": 14, "up": 20}),
    ("escalation_ladder", "verify.superior", {"stage": "verify", "days_over": 1, "up": 1}),
    ("finding_category", "things.guards", {"nature": "things", "basis": "site"}),
    ("finding_category", "things.electrical", {"nature": "things", "basis": "site"}),
    ("finding_category", "management.rules", {"nature": "management", "basis": "management"}),
    ("major_danger", "trade.dust.interlock", {}),
    ("inspection_kind", "daily.team", {"cadence": "daily"}),
    ("inspection_kind", "comprehensive.company", {"cadence": "monthly"}),
)


@dataclass
class Setting:
    """The plant with its places, by name: `here.plant.units.team_a`, `here.places.pump_bay`."""

    plant: Any
    places: SimpleNamespace

    def actor(self, name: str, on: date = TODAY) -> Actor:
        """Return a person as an actor."""
        return self.plant.actor(name, on)

    def person(self, name: str) -> Any:
        """Return a person."""
        return getattr(self.plant.people, name)

    def found(self, by: str = "wang", at: datetime = AT, **details: Any) -> Finding:
        """Record a finding at the pump bay unless told otherwise."""
        said = {"title": "Guard rail missing at platform 3", "category": "things.guards"}
        if "unit" not in details:
            said["place"] = self.places.pump_bay
        return record_finding(by=self.actor(by), details=Details(**{**said, **details}), at=at)

    def five(self, owner: str = "li", due_on: date = TODAY + 7 * DAY, **more: Any) -> Five:
        """Return the five implementations by names of people."""
        if "verifier" in more:
            more["verifier"] = self.person(more["verifier"])
        return Five(owner=self.person(owner), due_on=due_on, **more)


def setting() -> Setting:
    """Build everything."""
    plant = access.plant()
    give_values(VALUES)
    with changing():
        for position, (kind, key, data) in enumerate(ENTRIES):
            CatalogueItem.objects.create(
                kind=kind,
                key=key,
                label_en=key,
                data=data,
                position=position,
                instrument_en="Order 10",
                clause_en=f"9({position})" if kind == "major_danger" else "",
                origin=Origin.PACK,
                pack="tests",
                rank=0,
                valid_from=date(1990, 1, 1),
            )
    places = SimpleNamespace()
    for key, name, unit in (
        ("pump_bay", "Pump bay", "team_a"),
        ("tank_farm", "Tank farm", "team_b"),
        ("control_room", "Control room", "workshop"),
        ("mill", "Colour mill", "mixing"),
    ):
        place = create_place(
            by=Actor.system("tests"),
            name=name,
            kind="area",
            unit=getattr(plant.units, unit),
            on=BEGIN,
            at=AT,
            code=key,
        )
        setattr(places, key, place)
    return Setting(plant, places)
