"""What tests of rectification stand on: the plant, a thing to mend, the criteria they need."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.tests import plant as access
from dutyline.kernel.actions.models import Rectification, Repair
from dutyline.kernel.actions.operations import Five, assign, report_done
from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import give_values

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
"""Monday noon in Shanghai."""
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
DUE = date(2026, 3, 9)
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
}
LADDER = (
    ("repair.superior", {"stage": "repair", "days_over": 1, "up": 1}),
    ("repair.second", {"stage": "repair", "days_over": 3, "up": 2}),
    ("repair.principal", {"stage": "repair", "days_over": 14, "up": 20}),
    ("verify.superior", {"stage": "verify", "days_over": 1, "up": 1}),
)


@dataclass
class Setting:
    """The plant, with shorthands."""

    plant: Any

    def actor(self, name: str, on: date = TODAY) -> Actor:
        """Return a person as an actor."""
        return self.plant.actor(name, on)

    def person(self, name: str) -> Any:
        """Return a person."""
        return getattr(self.plant.people, name)

    def source(self, number: int = 1) -> str:
        """Return the key of a thing to mend."""
        return f"organisation.place:{number}"

    def five(self, owner: str = "li", due_on: date = DUE, **more: Any) -> Five:
        """Return the five implementations; Zhang verifies unless told otherwise."""
        verifier = more.pop("verifier", "zhang")
        return Five(
            owner=self.person(owner),
            due_on=due_on,
            verifier=self.person(verifier) if verifier else None,
            **more,
        )

    def assigned(self, number: int = 1, at: datetime = AT, **five: Any) -> Rectification:
        """Return something Zhang gave to Li to mend."""
        return assign(
            by=self.actor("zhang"),
            source=self.source(number),
            label="F-2026-0001 Guard rail missing",
            unit=self.plant.units.team_a,
            five=self.five(**five),
            at=at,
        )

    def repaired(self, at: datetime = AT + DAY, number: int = 1, **five: Any) -> Repair:
        """Return the report of a repair by its owner, Li."""
        rectification = self.assigned(number, **five)
        return report_done(
            by=self.actor("li"), rectification=rectification, text="Rail welded.", at=at
        )


def setting() -> Setting:
    """Build everything."""
    built = Setting(access.plant())
    give_values(VALUES)
    with changing():
        for position, (key, data) in enumerate(LADDER):
            CatalogueItem.objects.create(
                kind="escalation_ladder",
                key=key,
                label_en=key,
                data=data,
                position=position,
                origin=Origin.PACK,
                pack="tests",
                rank=0,
                valid_from=date(1990, 1, 1),
            )
    return built
